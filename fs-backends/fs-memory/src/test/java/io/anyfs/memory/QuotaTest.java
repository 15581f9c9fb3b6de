package io.anyfs.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.QuotaExceededException;
import io.anyfs.Space;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuotaTest {

    private static final int QUOTA = 1_000_000;

    private final FileSystem fs =
            MemoryFileSystem.create(MemoryOptions.DEFAULT.withQuotaBytes(QUOTA).withQuotaEntries(100));

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    @Test
    void the_last_byte_fits_and_not_one_more() throws IOException {
        fs.write("/a", new byte[QUOTA]);
        assertEquals(0, free());
        QuotaExceededException failure = assertThrows(QuotaExceededException.class, () -> fs.write("/b", new byte[1]));
        assertTrue(failure.getMessage().contains("1000000"), failure.getMessage());
        assertFalse(fs.exists("/b"));
        assertEquals(0, free());
        fs.write("/empty", new byte[0]);
        fs.delete("/a");
        assertEquals(QUOTA, free());
        fs.write("/b", new byte[QUOTA]);
    }

    @Test
    void open_writes_hold_their_bytes_until_they_end() throws IOException {
        WriteHandle out = fs.openWrite("/a", WriteOptions.replace());
        out.write(new byte[600_000]);
        assertEquals(400_000, free());
        assertThrows(QuotaExceededException.class, () -> fs.write("/b", new byte[400_001]));
        out.abort(null);
        assertEquals(QUOTA, free());
        fs.write("/b", new byte[400_001]);
        assertEquals(QUOTA - 400_001, free());
    }

    @Test
    void a_replaced_file_counts_until_the_commit() throws IOException {
        fs.write("/a", new byte[600_000]);
        try (WriteHandle out = fs.openWrite("/a", WriteOptions.replace())) {
            out.write(new byte[400_000]);
            assertThrows(QuotaExceededException.class, () -> out.write(new byte[1]));
            out.commit();
        }
        assertEquals(600_000, free());
    }

    @Test
    void an_append_counts_what_it_adds() throws IOException {
        fs.write("/a", new byte[900_000]);
        fs.write("/a", WriteOptions.append(), out -> out.write(new byte[100_000]));
        assertEquals(0, free());
        assertThrows(
                QuotaExceededException.class,
                () -> fs.write("/a", WriteOptions.append(), out -> out.write(new byte[1])));
        fs.write("/a", WriteOptions.update(), out -> out.write(new byte[500_000]));
        fs.write("/a", WriteOptions.update(), out -> out.truncate(250_000));
        assertEquals(750_000, free());
    }

    @Test
    void a_hole_counts_nothing_until_it_is_filled() throws IOException {
        fs.write("/a", WriteOptions.replace(), out -> out.truncate(1L << 40));
        assertEquals(QUOTA, free());
        fs.write("/a", WriteOptions.update(), out -> out.write(ByteBuffer.wrap(new byte[10]), 1L << 39));
        assertEquals(QUOTA - 10, free());
    }

    @Test
    void a_copy_counts_although_it_shares_memory() throws IOException {
        fs.write("/a", new byte[400_000]);
        fs.copy("/a", "/b");
        assertEquals(200_000, free());
        QuotaExceededException failure = assertThrows(QuotaExceededException.class, () -> fs.copy("/a", "/c"));
        assertEquals("/c", failure.getOtherFile());
        fs.write("/c", new byte[200_000]);
        fs.copy(FsPath.of("/c"), FsPath.of("/b"), IfExists.REPLACE);
        assertEquals(200_000, free());
    }

    @Test
    void moving_over_a_file_gives_its_bytes_back() throws IOException {
        fs.write("/a", new byte[400_000]);
        fs.write("/b", new byte[500_000]);
        fs.move(FsPath.of("/a"), FsPath.of("/b"), IfExists.REPLACE);
        assertEquals(600_000, free());
    }

    @Test
    void in_place_writes_count_at_once_also_to_a_deleted_file() throws IOException {
        WriteHandle out = fs.openWrite("/a", WriteOptions.replace().inPlace());
        out.write(new byte[300_000]);
        assertEquals(700_000, free());
        out.truncate(100_000);
        assertEquals(900_000, free());
        fs.delete("/a");
        assertEquals(QUOTA, free());
        out.write(ByteBuffer.wrap(new byte[500_000]), 100_000);
        assertEquals(500_000, free());
        out.commit();
        assertEquals(QUOTA, free());
        WriteHandle aborted = fs.openWrite("/b", WriteOptions.replace().inPlace());
        aborted.write(new byte[300_000]);
        aborted.abort(null);
        assertEquals(700_000, free(), "what an aborted write in place leaves, counts");
    }

    @Test
    void entries_are_counted_too() throws IOException {
        for (int i = 0; i < 33; i++) {
            fs.createDirectory("/d" + i);
            fs.createSymbolicLink(FsPath.of("/l" + i), "d" + i);
            fs.write("/f" + i, "x");
        }
        WriteHandle last = fs.openWrite("/last", WriteOptions.createNew());
        assertThrows(QuotaExceededException.class, () -> fs.write("/more", "x"));
        assertThrows(QuotaExceededException.class, () -> fs.createDirectory("/more"));
        assertThrows(QuotaExceededException.class, () -> fs.createSymbolicLink(FsPath.of("/more"), "x"));
        assertThrows(QuotaExceededException.class, () -> fs.copy("/f1", "/more"));
        fs.write("/f1", "replacing needs no entry");
        last.abort(null);
        fs.createDirectory("/more");
        fs.delete("/l1");
        fs.move(FsPath.of("/f1"), FsPath.of("/f2"), IfExists.REPLACE);
        fs.write("/one", "x");
        fs.write("/two", "x");
        assertThrows(QuotaExceededException.class, () -> fs.write("/three", "x"));
    }

    @Test
    void an_entry_that_was_taken_meanwhile_is_accounted_for_once() throws IOException {
        WriteHandle one = fs.openWrite("/a", WriteOptions.replace());
        WriteHandle other = fs.openWrite("/a", WriteOptions.replace());
        one.write(new byte[1000]);
        other.write(new byte[3000]);
        one.commit();
        other.commit();
        assertEquals(QUOTA - 3000, free());
        WriteHandle third = fs.openWrite("/a", WriteOptions.update());
        fs.delete("/a");
        third.write(ByteBuffer.wrap(new byte[10]), 2995);
        third.commit();
        assertEquals(QUOTA - 3005, free());
        fs.delete("/a");
        assertEquals(QUOTA, free());
        for (int i = 0; i < 100; i++) {
            fs.createDirectory("/d" + i);
        }
    }

    @Test
    void it_is_exact_with_32_threads_that_write_delete_move_copy_and_abort() throws Exception {
        AtomicLong refused = new AtomicLong();
        List<Race.Outcome<Integer>> outcomes = Race.run(32, number -> {
            Random random = new Random(number);
            for (int round = 0; round < 300; round++) {
                try {
                    step(random);
                } catch (QuotaExceededException full) {
                    refused.incrementAndGet();
                } catch (FileSystemException lostRace) {
                    assertInstanceOf(NoSuchFileException.class, lostRace, "thread " + number);
                }
                long free = free();
                assertTrue(free >= 0 && free <= QUOTA, "free: " + free);
            }
            return number;
        });
        Race.assertAllSucceeded(outcomes);
        assertTrue(refused.get() > 0, "the quota was never met");
        long held = 0;
        for (var entry : fs.entries("/")) {
            held += entry.size();
        }
        assertEquals(QUOTA - held, free());
        for (var entry : fs.entries("/")) {
            fs.delete(entry.path());
        }
        assertEquals(QUOTA, free());
        for (int i = 0; i < 100; i++) {
            fs.write("/f" + i, "");
        }
        assertThrows(QuotaExceededException.class, () -> fs.write("/one-too-many", ""));
    }

    @Test
    void as_many_writers_win_as_there_is_room_for() throws Exception {
        List<Race.Outcome<Integer>> outcomes = Race.run(32, number -> {
            try (WriteHandle out = fs.openWrite("/w" + number, WriteOptions.createNew())) {
                for (int i = 0; i < 100; i++) {
                    out.write(new byte[1000]);
                }
                out.commit();
            }
            return number;
        });
        long won = outcomes.stream().filter(Race.Outcome::succeeded).count();
        assertEquals(won, fs.entries("/").size());
        assertEquals(QUOTA - won * 100_000, free());
        assertTrue(won <= 10);
    }

    private void step(Random random) throws IOException {
        String path = "/f" + random.nextInt(12);
        String other = "/f" + random.nextInt(12);
        byte[] bytes = new byte[random.nextInt(200_000)];
        switch (random.nextInt(9)) {
            case 0 -> fs.write(path, bytes);
            case 1 -> fs.write(path, WriteOptions.append(), out -> out.write(bytes));
            case 2 -> fs.write(path, WriteOptions.update(), out -> out.truncate(out.size() / 2));
            case 3 -> fs.write(path, WriteOptions.update().inPlace(), out -> out.write(bytes));
            case 4 -> fs.copy(FsPath.of(path), FsPath.of(other), IfExists.REPLACE);
            case 5 -> fs.move(FsPath.of(path), FsPath.of(other), IfExists.REPLACE);
            case 6 -> fs.openWrite(path, WriteOptions.append()).close();
            case 7 -> {
                try (WriteHandle out = fs.openWrite(path, WriteOptions.replace())) {
                    out.write(bytes);
                }
            }
            default -> fs.delete(path);
        }
    }

    private long free() throws IOException {
        Space space = fs.space(FsPath.ROOT);
        assertEquals(QUOTA, space.total());
        return space.free();
    }
}
