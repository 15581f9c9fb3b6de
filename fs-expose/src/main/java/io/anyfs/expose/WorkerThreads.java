package io.anyfs.expose;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which servers do what may block: storage calls and waiting for clients. Virtual threads where the JVM has
 * good ones, so that thousands of stalled clients cost memory only; else daemon threads that end when they have been idle.
 */
public final class WorkerThreads {

    /** Before 24 a virtual thread that waits inside {@code synchronized} holds a processor; servers' libraries do so. */
    private static final int FIRST_GOOD_VIRTUAL_THREADS = 24;

    private WorkerThreads() {}

    /**
     * Starts an executor without a bound on its threads; the caller closes it.
     *
     * @param prefix how the threads' names begin
     */
    public static ExecutorService start(String prefix) {
        return Runtime.version().feature() >= FIRST_GOOD_VIRTUAL_THREADS
                ? virtual(prefix)
                : Executors.newCachedThreadPool(daemons(prefix));
    }

    /** A factory of daemon threads with numbered names. */
    public static ThreadFactory daemons(String prefix) {
        AtomicInteger numbers = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** By reflection, because this is compiled for Java 17, which has none. */
    private static ExecutorService virtual(String prefix) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
            ThreadFactory factory = (ThreadFactory) type.getMethod("factory").invoke(named);
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory);
        } catch (ReflectiveOperationException missing) {
            throw new LinkageError("a Java platform of this version has virtual threads", missing);
        }
    }
}
