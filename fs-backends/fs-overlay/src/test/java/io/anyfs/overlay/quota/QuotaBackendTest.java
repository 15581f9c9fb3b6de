package io.anyfs.overlay.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.BusyException;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.QuotaExceededException;
import io.anyfs.StorageFullException;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.tck.model.ModelBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotaBackendTest {

    private static final int QUOTA = 1000;

    private final Backend storage = new ModelBackend();
    private QuotaBackend quota;
    private FileSystem fs;

    @BeforeEach
    void open() throws IOException {
        quota = QuotaBackend.over(
                storage, QuotaOptions.DEFAULT.withMaxBytes(QUOTA).withMaxEntries(10));
        fs = FileSystem.over(quota);
    }

    @AfterEach
    void whatIsCountedIsThere() throws IOException {
        QuotaUsage usage = quota.usage();
        assertEquals(0, usage.heldBytes());
        assertEquals(0, usage.heldEntries());
        assertEquals(usage, quota.recount());
        fs.close();
    }

    @Test
    void the_last_byte_fits_and_not_one_more() throws IOException {
        fs.write("/a", new byte[QUOTA]);
        assertEquals(0, fs.space(FsPath.ROOT).usable());
        QuotaExceededException failure = assertThrows(QuotaExceededException.class, () -> fs.write("/b", new byte[1]));
        assertTrue(failure.getMessage().contains("1000 bytes"), failure.getMessage());
        assertEquals("/b", failure.getFile());
        assertFalse(fs.exists("/b"));
        fs.write("/empty", new byte[0]);
        fs.delete("/a");
        assertEquals(QUOTA, fs.space(FsPath.ROOT).usable());
    }

    @Test
    void it_is_told_as_a_full_storage_where_that_is_asked_for() throws IOException {
        QuotaOptions options = QuotaOptions.DEFAULT.withMaxBytes(1).withExceeded(QuotaOptions.Exceeded.FULL);
        try (FileSystem full = FileSystem.over(QuotaBackend.over(new ModelBackend(), options))) {
            assertThrows(StorageFullException.class, () -> full.write("/a", new byte[2]));
            full.write("/a", new byte[1]);
        }
        try (FileSystem full = FileSystems.open("quota+mem:?quota.maxEntries=0&quota.exceeded=full")) {
            assertThrows(StorageFullException.class, () -> full.write("/a", ""));
        }
    }

    @Test
    void a_write_fails_at_the_byte_that_has_no_room() throws IOException {
        try (WriteHandle out = fs.openWrite("/a", WriteOptions.replace())) {
            out.write(new byte[600]);
            assertEquals(600, quota.usage().heldBytes());
            assertThrows(QuotaExceededException.class, () -> out.write(new byte[401]));
            assertThrows(QuotaExceededException.class, () -> fs.write("/b", new byte[401]));
            out.write(new byte[400]);
        }
        assertEquals(new QuotaUsage(0, 0, 0, 0), quota.usage());
    }

    @Test
    void what_cannot_fit_is_refused_before_its_first_byte() {
        assertThrows(
                QuotaExceededException.class,
                () -> fs.openWrite("/a", WriteOptions.replace().expecting(QUOTA + 1)));
    }

    @Test
    void a_replaced_file_counts_until_the_commit() throws IOException {
        fs.write("/a", new byte[600]);
        assertThrows(QuotaExceededException.class, () -> fs.write("/a", new byte[401]));
        fs.write("/a", new byte[400]);
        assertEquals(400, quota.usage().bytes());
    }

    @Test
    void an_append_and_an_update_count_what_they_add() throws IOException {
        fs.write("/a", new byte[900]);
        fs.write("/a", WriteOptions.append(), out -> out.write(new byte[100]));
        assertThrows(
                QuotaExceededException.class,
                () -> fs.write("/a", WriteOptions.append(), out -> out.write(new byte[1])));
        fs.write("/a", WriteOptions.update(), out -> out.write(new byte[500]));
        assertEquals(QUOTA, quota.usage().bytes());
        fs.write("/a", WriteOptions.update(), out -> out.truncate(250));
        assertEquals(250, quota.usage().bytes());
    }

    @Test
    void a_hole_counts_as_the_bytes_that_it_reads_as() throws IOException {
        assertThrows(
                QuotaExceededException.class,
                () -> fs.write("/a", WriteOptions.replace(), out -> out.truncate(QUOTA + 1)));
        assertThrows(
                QuotaExceededException.class,
                () -> fs.write("/a", WriteOptions.replace(), out -> out.write(ByteBuffer.allocate(1), QUOTA)));
        fs.write("/a", WriteOptions.replace(), out -> out.write(ByteBuffer.allocate(1), QUOTA - 1));
        assertEquals(QUOTA, quota.usage().bytes());
    }

    @Test
    void writes_in_place_count_at_once_and_stay() throws IOException {
        try (WriteHandle one = fs.openWrite("/a", WriteOptions.createNew().inPlace());
                WriteHandle other = fs.openWrite("/a", WriteOptions.update().inPlace())) {
            one.write(new byte[600]);
            assertEquals(new QuotaUsage(600, 1, 0, 0), quota.usage());
            other.write(new byte[700]);
            assertEquals(700, quota.usage().bytes());
            assertThrows(QuotaExceededException.class, () -> one.write(new byte[401]));
            one.truncate(100);
            assertEquals(100, quota.usage().bytes());
        }
        fs.write("/b", new byte[500]);
        try (WriteHandle out = fs.openWrite("/b", WriteOptions.replace().inPlace())) {
            assertEquals(new QuotaUsage(100, 2, 0, 0), quota.usage());
            out.commit();
        }
    }

    @Test
    void a_file_that_is_written_in_place_cannot_be_deleted_moved_or_replaced() throws IOException {
        fs.createDirectory("/d");
        fs.write("/f", "abc");
        try (WriteHandle out = fs.openWrite("/d/a", WriteOptions.createNew().inPlace())) {
            assertThrows(BusyException.class, () -> fs.delete("/d/a"));
            assertThrows(BusyException.class, () -> fs.move("/d", "/e"));
            assertThrows(BusyException.class, () -> fs.write("/d/a", "x"));
            assertThrows(BusyException.class, () -> fs.copy(FsPath.of("/f"), FsPath.of("/d/a"), IfExists.REPLACE));
            assertThrows(BusyException.class, () -> quota.recount());
            out.commit();
        }
        fs.move("/d", "/e");
        fs.delete("/e/a");
    }

    @Test
    void copies_count_and_moves_over_a_file_give_its_bytes_back() throws IOException {
        fs.write("/a", new byte[400]);
        fs.copy("/a", "/b");
        assertThrows(QuotaExceededException.class, () -> fs.copy("/a", "/c"));
        fs.copy(FsPath.of("/a"), FsPath.of("/b"), IfExists.REPLACE);
        assertEquals(new QuotaUsage(800, 2, 0, 0), quota.usage());
        fs.move(FsPath.of("/a"), FsPath.of("/b"), IfExists.REPLACE);
        assertEquals(new QuotaUsage(400, 1, 0, 0), quota.usage());
    }

    @Test
    void a_file_moved_onto_itself_by_another_name_of_its_directory_stays_counted() throws IOException {
        fs.createDirectory("/d");
        fs.createSymbolicLink(FsPath.of("/l"), "d");
        fs.write("/d/a", new byte[400]);
        fs.move(FsPath.of("/l/a"), FsPath.of("/d/a"), IfExists.REPLACE);
        assertEquals(new QuotaUsage(400, 3, 0, 0), quota.usage());
    }

    @Test
    void entries_are_counted_with_the_directories_that_a_write_creates() throws IOException {
        fs.write("/a/b/c/f", WriteOptions.createNew().creatingParents(), out -> out.write(new byte[1]));
        assertEquals(4, quota.usage().entries());
        fs.createSymbolicLink(FsPath.of("/l"), "a");
        fs.write("/l/x/f", WriteOptions.createNew().creatingParents(), out -> {});
        assertEquals(7, quota.usage().entries());
        assertThrows(
                QuotaExceededException.class,
                () -> fs.openWrite("/1/2/3/f", WriteOptions.createNew().creatingParents()));
        fs.createDirectory("/d");
        fs.createDirectory("/e");
        fs.createDirectory("/f");
        assertThrows(QuotaExceededException.class, () -> fs.createDirectory("/more"));
        assertThrows(QuotaExceededException.class, () -> fs.createSymbolicLink(FsPath.of("/more"), "x"));
        assertThrows(QuotaExceededException.class, () -> fs.write("/more", ""));
        fs.write("/l/x/f", "replacing needs no entry");
    }

    @Test
    void a_tree_that_is_deleted_at_once_gives_back_what_is_told() throws IOException {
        fs.createDirectories("/d/e");
        fs.write("/d/e/f", new byte[700]);
        fs.write("/f", new byte[100]);
        fs.deleteTree(FsPath.of("/d"), DeleteScope.WHOLE, new TreeDeletion() {
            @Override
            public void deleted(FileInfo entry) throws IOException {
                assertThrows(BusyException.class, () -> fs.createDirectory("/d"));
                fs.write("/told", "others go on");
            }

            @Override
            public void failed(FsPath path, IOException failure) throws IOException {
                throw failure;
            }
        });
        assertEquals(new QuotaUsage(112, 2, 0, 0), quota.usage());
    }

    @Test
    void what_others_change_is_seen_by_counting_anew() throws IOException {
        storage.createDirectory(FsPath.of("/foreign"));
        assertEquals(0, quota.usage().entries());
        assertEquals(1, quota.recount().entries());
    }

    @Test
    void a_storage_that_holds_too_much_can_only_shrink() throws IOException {
        fs.write("/a", new byte[900]);
        try (FileSystem less =
                FileSystem.over(QuotaBackend.over(new Borrowed(storage), QuotaOptions.DEFAULT.withMaxBytes(500)))) {
            assertEquals(0, less.space(FsPath.ROOT).usable());
            assertThrows(QuotaExceededException.class, () -> less.write("/b", "x"));
            less.write("/a", WriteOptions.update(), out -> out.truncate(400));
            less.write("/b", "x");
        }
        quota.recount();
    }

    @Test
    void a_bound_on_entries_alone_tells_no_room() throws IOException {
        try (FileSystem entries =
                FileSystem.over(QuotaBackend.over(new ModelBackend(), QuotaOptions.DEFAULT.withMaxEntries(1)))) {
            assertFalse(entries.capabilities().has(Capability.SPACE));
        }
    }

    @Test
    void it_is_opened_by_url() throws IOException {
        try (FileSystem byUrl = FileSystems.open("quota+mem:?quota.maxBytes=1kB&quota.maxEntries=5")) {
            assertEquals(1000, byUrl.space(FsPath.ROOT).total());
        }
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> FileSystems.open("quota+mem:"));
        assertTrue(failure.getMessage().contains("maxBytes"), failure.getMessage());
    }
}
