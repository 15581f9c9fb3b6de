package io.anyfs.expose;

import io.anyfs.expose.FileAction.Kind;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a client has done in its session, and whether it is held back. Safe for use by many threads. */
final class SessionActivity {

    private final AtomicLong bytesDown = new AtomicLong();
    private final AtomicLong bytesUp = new AtomicLong();
    private final AtomicInteger waitingForRate = new AtomicInteger();
    private volatile long lastActive = System.nanoTime();

    /** The client does something. */
    void touch() {
        lastActive = System.nanoTime();
    }

    /** A transfer went on by so many bytes. */
    void moved(Kind kind, long bytes) {
        (kind == Kind.UPLOAD ? bytesUp : bytesDown).addAndGet(bytes);
        touch();
    }

    /** A transfer is held back from now on. */
    void waitsForRate() {
        waitingForRate.incrementAndGet();
    }

    /** A transfer that was held back goes on. */
    void waitsNoMore() {
        waitingForRate.decrementAndGet();
    }

    boolean isWaitingForRate() {
        return waitingForRate.get() > 0;
    }

    long bytesDown() {
        return bytesDown.get();
    }

    long bytesUp() {
        return bytesUp.get();
    }

    /** When the client did something last. */
    Instant last() {
        return Instant.now().minusNanos(System.nanoTime() - lastActive);
    }
}
