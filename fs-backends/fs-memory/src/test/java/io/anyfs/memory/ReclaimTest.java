package io.anyfs.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.QuotaExceededException;
import io.anyfs.ReadHandle;
import io.anyfs.StorageFullException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes many times the heap of the test process, so that whatever is kept by mistake ends in an OutOfMemoryError. */
@Tag("usually-once")
class ReclaimTest {

    private static final byte[] MEGABYTE = new byte[1 << 20];
    private static final int QUARTER = (int) (Runtime.getRuntime().maxMemory() / 4 / MEGABYTE.length);

    @Test
    void deleted_and_replaced_files_free_their_memory() throws IOException {
        try (FileSystem fs = MemoryFileSystem.create()) {
            for (int round = 0; round < 6; round++) {
                fs.write("/a", WriteOptions.replace(), ReclaimTest::writeQuarter);
                fs.copy("/a", "/b");
                fs.delete("/a");
                fs.delete("/b");
            }
            assertEquals(List.of(), fs.entries("/"));
        }
    }

    @Test
    void a_closed_handle_keeps_no_memory() throws IOException {
        List<Object> kept = new ArrayList<>();
        try (FileSystem fs = MemoryFileSystem.create()) {
            for (int round = 0; round < 6; round++) {
                WriteHandle aborted = fs.openWrite("/aborted", WriteOptions.replace());
                writeQuarter(aborted);
                aborted.abort(null);
                WriteHandle committed = fs.openWrite("/a", WriteOptions.createNew());
                writeQuarter(committed);
                committed.commit();
                ReadHandle read = fs.openRead("/a");
                assertEquals(1, read.read(ByteBuffer.allocate(1), 0));
                read.close();
                fs.delete("/a");
                kept.addAll(List.of(aborted, committed, read));
            }
        }
        assertEquals(18, kept.size());
    }

    @Test
    void a_closed_filesystem_keeps_no_memory() throws IOException {
        List<FileSystem> kept = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            FileSystem fs = MemoryFileSystem.create();
            fs.write("/a", WriteOptions.replace(), ReclaimTest::writeQuarter);
            fs.close();
            kept.add(fs);
        }
        assertEquals(6, kept.size());
    }

    @Test
    void without_a_quota_of_its_own_a_filesystem_leaves_a_quarter_of_the_heap() throws IOException {
        try (FileSystem fs = MemoryFileSystem.create()) {
            assertThrows(
                    QuotaExceededException.class,
                    () -> fs.write("/huge", WriteOptions.replace(), out -> {
                        for (int i = 0; i < 4 * QUARTER; i++) {
                            out.write(MEGABYTE);
                        }
                    }));
            assertFalse(fs.exists("/huge"));
            fs.write("/after", WriteOptions.replace(), ReclaimTest::writeQuarter);
        }
    }

    @Test
    void a_full_heap_fails_the_write_with_a_type_and_leaves_the_rest_intact(@TempDir Path directory) throws Exception {
        // In a process of its own: a full heap would fail the other threads of this one.
        Path output = directory.resolve("output");
        Process filling = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FillTheHeap.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(filling.waitFor(60, TimeUnit.SECONDS), "it does not end");
        } finally {
            filling.destroyForcibly();
        }
        assertEquals("full, and kept is kept", Files.readString(output).strip());
    }

    /** What that process runs. */
    static final class FillTheHeap {
        private FillTheHeap() {}

        public static void main(String[] none) throws IOException {
            MemoryOptions options = MemoryOptions.DEFAULT.withQuotaBytes(MemoryOptions.UNLIMITED);
            try (FileSystem fs = MemoryFileSystem.create(options)) {
                fs.write("/kept", "kept");
                byte[] bytes = new byte[100_000];
                try {
                    fs.write("/huge", WriteOptions.replace(), out -> {
                        while (true) {
                            out.write(bytes);
                        }
                    });
                } catch (StorageFullException full) {
                    String kept = fs.readString("/kept");
                    System.out.println("full, and kept is " + (fs.exists("/huge") ? "not alone" : kept));
                }
            }
        }
    }

    @Test
    void many_entries_are_listed_one_by_one() throws IOException {
        int count = Boolean.getBoolean("anyfs.thorough") ? 1_000_000 : 100_000;
        try (FileSystem fs = MemoryFileSystem.create()) {
            fs.createDirectory("/d");
            FsPath directory = FsPath.of("/d");
            for (int i = 0; i < count; i++) {
                fs.openWrite(directory.child(Integer.toString(i)), WriteOptions.createNew())
                        .commit();
            }
            boolean[] seen = new boolean[count];
            int entries = 0;
            try (var listing = fs.list(directory)) {
                for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                    int number = Integer.parseInt(entry.name());
                    assertFalse(seen[number]);
                    seen[number] = true;
                    entries++;
                }
            }
            assertEquals(count, entries);
        }
    }

    @Test
    void a_thousand_levels_are_created_moved_and_deleted() throws IOException {
        try (FileSystem fs = MemoryFileSystem.create()) {
            FsPath deep = FsPath.of("/top");
            for (int level = 0; level < 1000; level++) {
                deep = deep.child("level" + level);
            }
            fs.createDirectories(deep);
            fs.write(deep.child("file").toString(), "x");
            fs.move("/top", "/moved");
            FsPath moved = deep.child("file").from(FsPath.of("/top")).under(FsPath.of("/moved"));
            assertEquals("x", fs.readString(moved.toString()));
            assertTrue(moved.depth() > 1000);
            assertEquals(1002, TreeDelete.delete(fs, FsPath.of("/moved")));
        }
    }

    private static void writeQuarter(WriteHandle out) throws IOException {
        for (int i = 0; i < QUARTER; i++) {
            out.write(MEGABYTE);
        }
    }
}
