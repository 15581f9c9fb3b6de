package io.anyfs.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sizes that listings and stat tell, and what they cost. */
class SizesTest {

    private static final int FRAME = 1 << 10;
    private static final CompressOptions OPTIONS =
            CompressOptions.DEFAULT.withFrameSize(FRAME).withLookAhead(4);

    private final Watched storage = new Watched(new MemoryBackend(MemoryOptions.DEFAULT));
    private final FileSystem stored = FileSystem.over(storage.shared());
    private final FileSystem fs = FileSystem.over(new CompressBackend(storage, OPTIONS));
    /** Knows nothing of what the other wrote. */
    private final FileSystem other = FileSystem.over(new CompressBackend(storage.shared(), OPTIONS));

    @AfterEach
    void close() throws IOException {
        other.close();
        stored.close();
        fs.close();
        assertEquals(0, storage.open.get());
    }

    @Test
    void a_file_is_looked_into_once_for_each_version() throws IOException {
        other.write("/f", Text.bytes(5000));
        storage.reset();
        for (int i = 0; i < 3; i++) {
            assertEquals(5000, fs.stat("/f").size());
            assertEquals(5000, fs.entries("/").get(0).size());
        }
        assertEquals(1, storage.opens.get());
        assertEquals(1, storage.reads.get());
        other.write("/f", Text.bytes(6000));
        assertEquals(6000, fs.stat("/f").size());
    }

    @Test
    void the_size_of_what_was_written_here_is_known() throws IOException {
        fs.write("/f", Text.bytes(5000));
        fs.write("/f", WriteOptions.append(), out -> out.write(Text.bytes(10)));
        storage.reset();
        assertEquals(5010, fs.stat("/f").size());
        assertEquals(0, storage.opens.get());
    }

    @Test
    void no_change_leaves_a_stale_size() throws IOException {
        TreeMap<String, Long> expected = new TreeMap<>();
        for (int round = 1; round <= 30; round++) {
            int size = 2000 + 100 * round;
            // Of the same length when stored, as far as that can be had: the versions alone tell them apart.
            for (FileSystem writer : List.of(fs, other, stored)) {
                writer.write("/f", new byte[size]);
                assertEquals(size, fs.stat("/f").size());
            }
            fs.copy(FsPath.of("/f"), FsPath.of("/copy"), IfExists.REPLACE);
            assertEquals(size, fs.stat("/copy").size());
            other.write("/g", Text.bytes(size + 1, round));
            other.move(FsPath.of("/g"), FsPath.of("/f"), IfExists.REPLACE);
            assertEquals(size + 1, fs.stat("/f").size());
            fs.delete("/f");
            other.write("/f", Text.bytes(size + 2, round));
            expected.put("f", size + 2L);
            expected.put("copy", (long) size);
            TreeMap<String, Long> listed = new TreeMap<>();
            fs.entries("/").forEach(entry -> listed.put(entry.name(), entry.size()));
            assertEquals(expected, listed);
        }
    }

    @Test
    void two_files_of_the_same_stored_length_are_told_apart() throws IOException {
        fs.write("/a", new byte[50_000]);
        fs.write("/b", new byte[50_001]);
        assertEquals(stored.stat("/a").size(), stored.stat("/b").size());
        assertEquals(50_000, fs.stat("/a").size());
        fs.move(FsPath.of("/b"), FsPath.of("/a"), IfExists.REPLACE);
        assertEquals(50_001, fs.stat("/a").size());
        stored.move("/a", "/b");
        assertEquals(50_001, fs.stat("/b").size());
    }

    @Test
    void without_versions_nothing_is_remembered() throws IOException {
        Watched silent = new Watched(storage.shared(), false);
        try (FileSystem own = FileSystem.over(new CompressBackend(silent, OPTIONS))) {
            own.write("/f", Text.bytes(5000));
            silent.reset();
            assertEquals(5000, own.stat("/f").size());
            assertEquals(5000, own.stat("/f").size());
            assertEquals(2, silent.opens.get());
        }
    }

    @Test
    void no_more_sizes_are_remembered_than_asked_for() throws IOException {
        try (FileSystem own = FileSystem.over(new CompressBackend(storage.shared(), OPTIONS.withKnownSizes(2)))) {
            for (String path : List.of("/a", "/b", "/c")) {
                own.write(path, Text.bytes(5000));
            }
            storage.reset();
            own.stat("/b");
            own.stat("/c");
            assertEquals(0, storage.opens.get());
            own.stat("/a");
            assertEquals(1, storage.opens.get());
        }
    }

    @Test
    void files_too_short_to_be_compressed_are_not_looked_into() throws IOException {
        stored.write("/empty", "");
        stored.write("/short", Text.bytes(80));
        assertEquals(2, fs.entries("/").size());
        assertEquals(0, storage.opens.get());
    }

    @Test
    void a_file_of_a_thousand_frames_takes_two_small_reads() throws IOException {
        other.write("/f", Text.bytes(1000 * FRAME));
        storage.reset();
        assertEquals(1000 * FRAME, fs.stat("/f").size());
        assertEquals(2, storage.reads.get());
        assertTrue(storage.bytes.get() < 5000);
    }

    @Test
    void a_listing_looks_into_a_few_files_at_the_same_time() throws IOException {
        for (int i = 0; i < 40; i++) {
            other.write("/f" + i, Text.bytes(2000 + i));
        }
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        storage.beforeOpening(path -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Eventually.holds("others are looked into as well", () -> most.get() > 1);
            now.decrementAndGet();
        });
        for (FileInfo entry : fs.entries("/")) {
            int number = Integer.parseInt(entry.name().substring(1));
            assertEquals(2000 + number, entry.size());
        }
        assertTrue(most.get() <= 4, most::toString);
    }

    @Test
    void a_listing_that_is_closed_midway_lets_go_of_the_files() throws IOException {
        for (int i = 0; i < 40; i++) {
            other.write("/f" + i, Text.bytes(2000));
        }
        try (DirectoryListing listing = fs.list("/")) {
            listing.next();
        }
        Eventually.holds("all are closed", () -> storage.open.get() == 0);
        assertTrue(storage.opens.get() <= 5);
    }

    @Test
    void an_interrupt_ends_a_listing_that_waits() throws Exception {
        other.write("/f", Text.bytes(2000));
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        storage.beforeOpening(path -> {
            looking.countDown();
            try {
                never.await();
            } catch (InterruptedException interrupt) {
                throw new InterruptedIOException("interrupted");
            }
        });
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread lister = new Thread(() -> {
            try {
                fs.entries("/");
            } catch (IOException failed) {
                failure.set(failed);
            }
        });
        lister.start();
        looking.await();
        lister.interrupt();
        lister.join();
        assertEquals(InterruptedIOException.class, failure.get().getClass());
    }

    @Test
    void a_file_that_is_deleted_while_it_is_listed_is_left_out() throws IOException {
        other.write("/a", Text.bytes(2000));
        other.write("/b", Text.bytes(2000));
        storage.beforeOpening(path -> {
            if (path.equals(FsPath.of("/a"))) {
                stored.delete("/a");
            }
        });
        List<FileInfo> entries = fs.entries("/");
        assertEquals(1, entries.size());
        assertEquals("b", entries.get(0).name());
    }

    @Test
    void a_file_that_may_not_be_read_is_told_with_what_is_stored() throws IOException {
        other.write("/f", Text.bytes(5000));
        storage.beforeOpening(path -> {
            throw new AccessDeniedException(path.toString());
        });
        long size = stored.stat("/f").size();
        assertFalse(size == 5000);
        assertEquals(size, fs.stat("/f").size());
        assertEquals(size, fs.entries("/").get(0).size());
        storage.beforeOpening(path -> {});
        assertEquals(5000, fs.stat("/f").size());
    }

    @Test
    void a_failure_to_look_into_a_file_is_told() throws IOException {
        other.write("/f", Text.bytes(5000));
        storage.beforeOpening(path -> {
            throw new FileSystemException(path.toString(), null, "the disk is on fire");
        });
        assertThrows(FileSystemException.class, () -> fs.stat("/f"));
        assertThrows(FileSystemException.class, () -> fs.entries("/"));
    }
}
