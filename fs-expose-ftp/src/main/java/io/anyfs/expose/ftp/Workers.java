package io.anyfs.expose.ftp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that commands and transfers run on, as many as there are commands and transfers at work: virtual ones where
 * the JVM has them, else daemon threads that are used again.
 */
final class Workers {

    private Workers() {}

    static ExecutorService start(String name) {
        try {
            Object threads = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invoke();
            return (ExecutorService) threads;
        } catch (Throwable before21) {
            return Executors.newCachedThreadPool(daemons(name));
        }
    }

    static ThreadFactory daemons(String name) {
        AtomicInteger numbers = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Waits until all threads are gone. They have been given reason to go before. */
    static void stop(ExecutorService threads) {
        threads.shutdown();
        boolean interrupted = false;
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException stop) {
            threads.shutdownNow();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
