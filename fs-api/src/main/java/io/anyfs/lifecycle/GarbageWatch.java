package io.anyfs.lifecycle;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Notices that the object that users hold became garbage before it was closed. One thread for the process notices, a few
 * others close and report, for an abort may take as long as a network does and must not hold up all others; they end when
 * there is nothing to do.
 *
 * <p>In place of {@link java.lang.ref.Cleaner}, whose list costs a lock shared by the whole process at every open and every
 * close: here the ownership tree keeps the reference.
 */
final class GarbageWatch extends PhantomReference<Object> {

    private static final ReferenceQueue<Object> QUEUE = new ReferenceQueue<>();
    private static final int CLOSERS = 4;
    private static final long IDLE_SECONDS = 10;

    private static final ThreadPoolExecutor CLOSING = new ThreadPoolExecutor(
            CLOSERS,
            CLOSERS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> daemon("anyfs-leak-closer", work));

    static {
        CLOSING.allowCoreThreadTimeOut(true);
        daemon("anyfs-leak-watch", GarbageWatch::notice).start();
    }

    private final ResourceNode node;

    GarbageWatch(Object holder, ResourceNode node) {
        super(holder, QUEUE);
        this.node = node;
    }

    private static void notice() {
        while (true) {
            try {
                Reference<?> garbage = QUEUE.remove();
                if (garbage instanceof GarbageWatch watch && !watch.node.isClosed()) {
                    CLOSING.execute(watch.node::leaked);
                }
            } catch (InterruptedException | OutOfMemoryError passing) {
                // Nobody interrupts this thread for a reason, and the next leak may find memory.
            }
        }
    }

    /** A thread that keeps neither the process alive nor the class loader of whoever happened to open first. */
    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
