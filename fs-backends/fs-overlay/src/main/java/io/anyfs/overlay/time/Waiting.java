package io.anyfs.overlay.time;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.CountDownLatch;

/** Waits inside calls of a storage, with the failures that those have. */
public final class Waiting {

    private Waiting() {}

    /**
     * Returns when the time has passed.
     *
     * @param end what ends the waiting with {@link AsynchronousCloseException}
     * @throws InterruptedIOException if the thread is interrupted, which it stays
     */
    public static void pass(NanoClock clock, CountDownLatch end, long nanos, String what) throws IOException {
        try {
            if (clock.await(end, nanos)) {
                throw new AsynchronousCloseException();
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(what, interrupted);
        }
    }

    /** The failure of a call that was interrupted while it waited; the thread stays interrupted. */
    public static InterruptedIOException interrupted(String what, InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException failure = new InterruptedIOException("interrupted while waiting " + what);
        failure.initCause(cause);
        return failure;
    }
}
