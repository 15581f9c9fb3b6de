package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.it.tree.ScriptedBackend.Step;
import io.anyfs.tree.CopyResult;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.TreeCopy;
import io.anyfs.tree.TreeHash;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A copy that fails, alone or on many threads, publishes nothing half written. */
class FailingTreeCopyTest extends TreeCopying {

    @Test
    void a_failure_stops_the_copy_and_publishes_nothing_half_written() throws IOException {
        fs.createDirectory("/src");
        fs.write("/src/a", new byte[100_000]);
        try (FileSystem broken =
                FileSystem.over(new ScriptedBackend(otherBackend, Script.failing(Step.WRITE, "/dst/a")))) {
            IOException failure = assertThrows(
                    IOException.class,
                    () -> TreeCopy.of(fs, path("/src"), broken, path("/dst")).run());
            assertTrue(failure.getMessage().contains("injected"), failure.getMessage());
            assertEquals(List.of(), broken.openResources());
        }
        assertEquals(List.of("/dst/"), tree(other));
    }

    @Test
    void goes_on_without_what_fails_and_tells_of_it() throws IOException {
        grow(fs, "/src/a", "/src/bad/x", "/src/c", "/src/unread");
        try (FileSystem faulty = scripted((step, path) -> {
            if ((step == Step.LIST && path.name().equals("bad"))
                    || (step == Step.OPEN_READ && path.name().equals("unread"))) {
                throw new IOException("injected");
            }
        })) {
            for (int threads : List.of(1, 3)) {
                FsPath target = path("/dst" + threads);
                CopyResult result = TreeCopy.of(faulty, path("/src"), other, target)
                        .onFailure(OnFailure.SKIP)
                        .parallelism(threads)
                        .run();
                assertEquals(2, result.files());
                assertEquals(2, result.failed());
                assertEquals(
                        List.of("/src/bad", "/src/unread"),
                        result.failures().stream()
                                .map(f -> f.path().toString())
                                .sorted()
                                .toList());
                assertEquals(
                        List.of("a", "bad", "c"),
                        other.entries(target).stream()
                                .map(e -> e.name())
                                .sorted()
                                .toList());
            }
        }
    }

    @Test
    void many_threads_copy_the_same_as_one() throws IOException {
        long seed = System.nanoTime();
        SampleTrees.grow(fs, path("/src"), 300, new Random(seed));

        CopyResult result = copy("/src", "/dst").parallelism(8).run();

        assertEquals(
                TreeHash.of(fs, path("/src")).compute(),
                TreeHash.of(other, path("/dst")).compute(),
                () -> "seed " + seed);
        assertTrue(compare("/src", "/dst").times().modes().same(), () -> "seed " + seed);
        assertEquals(300, result.files());
    }

    @Test
    void a_failure_on_one_thread_ends_the_others_and_is_thrown() throws Exception {
        fs.createDirectory("/src");
        for (int i = 0; i < 200; i++) {
            fs.write("/src/" + i, "x");
        }
        try (FileSystem faulty = scripted(Script.failing(Step.OPEN_READ, "/src/77"))) {
            IOException failure = assertThrows(
                    IOException.class,
                    () -> TreeCopy.of(faulty, path("/src"), other, path("/dst"))
                            .parallelism(4)
                            .run());
            assertTrue(failure.getMessage().contains("/src/77"), failure.getMessage());
            assertEquals(List.of(), faulty.openResources());
        }
        assertFalse(other.exists("/dst/77"));
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("anyfs-copy")) {
                thread.join(10_000);
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
    }

    @Test
    void an_interrupt_ends_the_copy_and_publishes_nothing_half_written() throws Exception {
        fs.createDirectory("/src");
        fs.write("/src/large", new byte[64 * 1024 * 1024]);
        for (int threads : List.of(1, 4)) {
            CountDownLatch writing = new CountDownLatch(1);
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            FsPath target = path("/dst" + threads);
            try (FileSystem watched = FileSystem.over(new ScriptedBackend(otherBackend, (step, path) -> {
                if (step == Step.WRITE) {
                    writing.countDown();
                    awaitInterrupt();
                }
            }))) {
                Thread copier = new Thread(() -> {
                    try {
                        TreeCopy.of(fs, path("/src"), watched, target)
                                .parallelism(threads)
                                .run();
                    } catch (Throwable failure) {
                        thrown.set(failure);
                    }
                });
                copier.start();
                writing.await();
                copier.interrupt();
                copier.join();
                assertEquals(List.of(), watched.openResources());
            }
            assertInstanceOf(InterruptedIOException.class, thrown.get());
            assertEquals(List.of(), other.entries(target));
        }
    }

    /** As a write to a slow device would: it lasts until the thread is interrupted. */
    private static void awaitInterrupt() throws InterruptedIOException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
