package io.anyfs.s3;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which requests run beside each other. They go when there is nothing to do. */
final class Workers {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final long IDLE_SECONDS = 2;

    private Workers() {}

    static ExecutorService start(int threads) {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Workers::thread);
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    /** Ends what is running, and what would have run, so that nobody waits for it for ever. */
    static void stop(ExecutorService workers) {
        for (Runnable never : workers.shutdownNow()) {
            if (never instanceof Future<?> task) {
                task.cancel(false);
            }
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "anyfs-s3-" + NUMBERS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
