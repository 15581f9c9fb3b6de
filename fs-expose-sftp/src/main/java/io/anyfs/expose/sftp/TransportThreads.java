package io.anyfs.expose.sftp;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/**
 * The threads that move packets, and how many of them may answer requests themselves at once. That spares a request the way to a
 * worker and back, which costs more than most requests do. As many as there are processors are never taken for it, and one more:
 * a storage that does not answer holds up no other client. Safe for use by many threads.
 */
final class TransportThreads {

    private static final ThreadLocal<Boolean> IS_ONE = new ThreadLocal<>();

    private final int processors;
    private final Set<Thread> answering = new HashSet<>();

    TransportThreads(int processors) {
        this.processors = processors;
    }

    /** How many there are. */
    int count() {
        return 2 * processors + 1;
    }

    /** Makes threads that are known as such. */
    static ThreadFactory factory(ThreadFactory threads) {
        return work -> threads.newThread(() -> {
            IS_ONE.set(true);
            work.run();
        });
    }

    /** Whether the current thread moves packets, and must not wait for a client. */
    static boolean isOne() {
        return IS_ONE.get() != null;
    }

    /** Begins to answer requests on the current one. Returns whether it may, and then has to end it. */
    synchronized boolean tryBeginAnswers() {
        return answering.size() < processors && answering.add(Thread.currentThread());
    }

    synchronized void endAnswers() {
        answering.remove(Thread.currentThread());
    }

    /** Interrupts the storage calls under way on them. */
    synchronized void interruptAnswers() {
        answering.forEach(Thread::interrupt);
    }
}
