package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.lifecycle.LeakDetection;
import io.anyfs.lifecycle.LeakListener;
import io.anyfs.lifecycle.Leaks;
import io.anyfs.lifecycle.OpeningPlace;
import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.lifecycle.ResourceLeak;
import io.anyfs.lifecycle.ResourceLeakException;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeakDetectionTest {

    private final LeakDetection before = LeakDetection.current();
    private final List<ResourceLeak> leaks = new CopyOnWriteArrayList<>();
    private final LeakListener listener = leaks::add;

    @BeforeEach
    void listen() {
        LeakDetection.use(LeakDetection.FULL);
        Leaks.addListener(listener);
    }

    @AfterEach
    void restore() {
        Leaks.removeListener(listener);
        LeakDetection.use(before);
    }

    @Test
    void a_forgotten_write_is_aborted_counted_and_reported_with_its_opening_place() throws IOException {
        long count = Leaks.count();
        try (FileSystem fs = MemoryFileSystem.create()) {
            WeakReference<WriteHandle> forgotten = forgetWrite(fs, "/forgotten");
            awaitGarbage(() -> reported("/forgotten") != null);
            assertNull(forgotten.get());
            assertFalse(fs.exists("/forgotten"), "a forgotten write must never be published");
            assertEquals(List.of(), fs.openResources());
            ResourceLeak leak = reported("/forgotten");
            assertEquals(ResourceLeak.Cause.GARBAGE, leak.cause());
            assertEquals(ResourceKind.WRITE, leak.resource().kind());
            OpeningPlace place = leak.resource().openedBy();
            assertNotNull(place);
            assertTrue(
                    List.of(place.getStackTrace()).stream()
                            .anyMatch(frame -> frame.getMethodName().equals("forgetWrite")),
                    "the report has to lead to the line that opened it");
            assertTrue(Leaks.count() > count);
        }
    }

    @Test
    void forgotten_reads_and_listings_are_closed_and_reported() throws IOException {
        try (FileSystem fs = MemoryFileSystem.create()) {
            fs.createDirectory("/dir");
            fs.write("/dir/file", "x");
            forgetReadAndListing(fs);
            awaitGarbage(() -> reported("/dir/file") != null && reported("/dir") != null);
            assertEquals(List.of(), fs.openResources());
        }
    }

    @Test
    void a_forgotten_filesystem_is_closed_with_all_below() {
        WeakReference<FileSystem> forgotten = forgetFileSystem();
        awaitGarbage(() -> leaks.stream().anyMatch(leak -> leak.resource().kind() == ResourceKind.FILE_SYSTEM));
        assertNull(forgotten.get());
    }

    @Test
    void what_was_closed_is_not_reported() throws IOException {
        try (FileSystem fs = MemoryFileSystem.create()) {
            WeakReference<WriteHandle> closed = writeAndCommit(fs);
            awaitGarbage(() -> closed.get() == null);
            forgetWrite(fs, "/marker");
            awaitGarbage(() -> reported("/marker") != null);
            assertNull(reported("/closed"));
        }
    }

    @Test
    void at_level_strict_closing_an_owner_that_left_something_open_fails_but_closes() throws IOException {
        LeakDetection.use(LeakDetection.STRICT);
        FileSystem fs = MemoryFileSystem.create();
        WriteHandle out = fs.openWrite("/left", WriteOptions.replace());
        ResourceLeakException failure = assertThrows(ResourceLeakException.class, fs::close);
        assertTrue(failure.getMessage().contains("/left"), failure.getMessage());
        assertEquals(1, failure.getSuppressed().length);
        assertFalse(out.isOpen());
        assertEquals(ResourceLeak.Cause.OWNER_CLOSED, reported("/left").cause());
        fs.close();
    }

    @Test
    void at_level_strict_a_tidy_close_is_silent() throws IOException {
        LeakDetection.use(LeakDetection.STRICT);
        FileSystem fs = MemoryFileSystem.create();
        fs.write("/a", "x");
        assertEquals("x", fs.readString("/a"));
        fs.close();
        assertEquals(List.of(), leaks);
    }

    @Test
    void a_failing_listener_hinders_nobody() throws IOException {
        LeakListener failing = leak -> {
            throw new IllegalStateException("a listener that fails");
        };
        LeakDetection.use(LeakDetection.STRICT);
        Leaks.removeListener(listener);
        Leaks.addListener(failing);
        Leaks.addListener(listener);
        try {
            FileSystem fs = MemoryFileSystem.create();
            fs.openWrite("/left", WriteOptions.replace());
            assertThrows(ResourceLeakException.class, fs::close);
            assertNotNull(reported("/left"));
        } finally {
            Leaks.removeListener(failing);
        }
    }

    // What is forgotten is opened in methods of their own, so that no local variable keeps it.

    private static WeakReference<WriteHandle> forgetWrite(FileSystem fs, String path) throws IOException {
        WriteHandle out = fs.openWrite(path, WriteOptions.replace());
        out.write(new byte[10]);
        return new WeakReference<>(out);
    }

    private static WeakReference<WriteHandle> writeAndCommit(FileSystem fs) throws IOException {
        WriteHandle out = fs.openWrite("/closed", WriteOptions.replace());
        out.commit();
        return new WeakReference<>(out);
    }

    private static void forgetReadAndListing(FileSystem fs) throws IOException {
        fs.openRead("/dir/file");
        fs.list(FsPath.of("/dir"));
    }

    private static WeakReference<FileSystem> forgetFileSystem() {
        return new WeakReference<>(MemoryFileSystem.create());
    }

    private ResourceLeak reported(String label) {
        return leaks.stream()
                .filter(leak -> leak.resource().label().equals(label))
                .findFirst()
                .orElse(null);
    }

    private static void awaitGarbage(Callable<Boolean> noticed) {
        Eventually.holds(
                () -> {
                    System.gc();
                    return noticed.call();
                },
                () -> "the garbage was not noticed");
    }
}
