package io.anyfs.cache.writeback;

import io.anyfs.FsPath;
import io.anyfs.QuotaExceededException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.function.BooleanSupplier;

/** The bytes that may be staged. Safe for use by many threads. */
final class Room {

    private final long most;
    // Guarded by this object's lock.
    private long used;

    Room(long most) {
        this.most = most;
    }

    /**
     * Takes room, waiting for it while there is hope.
     *
     * @param hope whether uploads can make room
     * @param cancelled whether who waits was aborted; then {@link #recheck} is called
     */
    synchronized void take(FsPath path, long bytes, BooleanSupplier hope, BooleanSupplier cancelled)
            throws IOException {
        while (used + bytes > most) {
            if (cancelled.getAsBoolean()) {
                throw new AsynchronousCloseException();
            }
            if (!hope.getAsBoolean()) {
                throw new QuotaExceededException(
                        path.toString(), "the " + most + " bytes that may be staged are used up, and no upload ends");
            }
            try {
                wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw (InterruptedIOException)
                        new InterruptedIOException("interrupted while waiting for uploads").initCause(interrupted);
            }
        }
        used += bytes;
    }

    /** Takes room for what is there already, even if it is more than there may be. */
    synchronized void occupy(long bytes) {
        used += bytes;
    }

    synchronized void giveBack(long bytes) {
        used -= bytes;
        notifyAll();
    }

    /** Makes those who wait see whether there is still hope, and whether they are cancelled. */
    synchronized void recheck() {
        notifyAll();
    }
}
