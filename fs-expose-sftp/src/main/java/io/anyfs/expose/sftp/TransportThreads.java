package io.anyfs.expose.sftp;

import java.util.concurrent.Semaphore;

/**
 * The threads that move packets, and how many of them may answer requests themselves at once. That spares a request the way to a
 * worker and back, which costs more than most requests do. As many as there are processors are never taken for it, and one more:
 * a storage that does not answer holds up no other client. Safe for use by many threads.
 */
final class TransportThreads {

    private final int count;
    private final Semaphore lent;

    TransportThreads(int processors) {
        this.lent = new Semaphore(processors);
        this.count = 2 * processors + 1;
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** Begins to answer requests on the current one. Returns whether it may, and then has to end it. */
    boolean tryBeginAnswers() {
        return lent.tryAcquire();
    }

    void endAnswers() {
        lent.release();
    }
}
