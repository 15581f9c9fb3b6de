package io.anyfs.expose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {

    @Test
    void work_that_blocks_keeps_no_other_from_running() throws Exception {
        ExecutorService workers = WorkerThreads.start("anyfs-test-");
        try {
            CountDownLatch all = new CountDownLatch(200);
            Future<?> last = null;
            for (int i = 0; i < 200; i++) {
                last = workers.submit(() -> {
                    all.countDown();
                    assertTrue(all.await(1, TimeUnit.MINUTES));
                    return null;
                });
            }
            last.get(1, TimeUnit.MINUTES);
        } finally {
            workers.shutdownNow();
        }
        assertTrue(workers.awaitTermination(1, TimeUnit.MINUTES));
    }

    @Test
    void the_threads_are_named_daemons() throws Exception {
        ExecutorService workers = WorkerThreads.start("anyfs-test-");
        try {
            Thread thread = workers.submit(Thread::currentThread).get();
            assertEquals("anyfs-test-1", thread.getName());
            assertTrue(thread.isDaemon());
        } finally {
            workers.shutdownNow();
        }
    }
}
