package io.anyfs.expose;

import static io.anyfs.expose.Fixture.bytes;
import static io.anyfs.expose.Fixture.uploading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.QuotaExceededException;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.lifecycle.LeakDetection;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.memory.MemoryOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final FsPath FILE = FsPath.of("/file");
    private static final Instant LONG_AGO = Instant.ofEpochSecond(1_000_000_000);

    @Test
    void an_upload_is_published_by_its_commit_and_by_nothing_else() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            Session session = fixture.login();
            uploading(session, "/closed", "text").close();
            uploading(session, "/aborted", "text").abort(new IOException("the client is gone"));
            uploading(session, "/left", "text");
            uploading(session, "/committed", "text").commit();

            session.close();

            assertFalse(fixture.files.exists("/closed"));
            assertFalse(fixture.files.exists("/aborted"));
            assertFalse(fixture.files.exists("/left"));
            assertEquals("text", fixture.files.readString("/committed"));
            assertEquals(List.of(), fixture.files.openResources());
        }
    }

    @Test
    void what_a_client_forgot_is_no_leak_of_the_program() throws IOException {
        LeakDetection before = LeakDetection.current();
        LeakDetection.use(LeakDetection.STRICT);
        try (Fixture fixture = Fixture.create()) {
            fixture.files.write("/file", "text");
            Session session = fixture.login();
            session.download(FILE);
            session.list(FsPath.ROOT);
            uploading(session, "/new", "text");

            session.close();

            assertEquals(List.of(), fixture.files.openResources());
        } finally {
            LeakDetection.use(before);
        }
    }

    @Test
    void a_file_in_flight_is_seen_by_its_own_session_only() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            Session mine = fixture.login();
            Session other = fixture.login();
            Upload upload = uploading(mine, "/file", "12345");

            assertEquals(5, mine.stat(FILE).size());
            assertEquals(5, mine.lstat(FILE).size());
            assertThrows(NoSuchFileException.class, () -> other.stat(FILE));

            upload.commit();
            assertEquals(5, other.stat(FILE).size());
        }
    }

    @Test
    void attributes_of_a_file_in_flight_are_kept_until_its_commit() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            Session session = fixture.login();
            Upload upload = uploading(session, "/file", "text");

            session.setAttributes(FILE, AttributeChanges.lastModified(LONG_AGO), Links.FOLLOW);

            assertEquals(LONG_AGO, session.stat(FILE).lastModified());
            upload.commit();
            assertEquals(LONG_AGO, fixture.files.stat("/file").lastModified());
        }
    }

    @Test
    void a_replaced_file_keeps_its_bytes_until_the_commit() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            fixture.files.write("/file", "old");
            Session session = fixture.login();
            Upload upload = uploading(session, "/file", "new one");

            assertEquals("old", fixture.files.readString("/file"));
            assertEquals(7, session.stat(FILE).size());
            upload.commit();
            assertEquals("new one", fixture.files.readString("/file"));
        }
    }

    @Test
    void a_failed_write_spoils_the_upload_for_good() throws IOException {
        FileSystem small = MemoryFileSystem.create(MemoryOptions.DEFAULT.withQuotaBytes(10));
        try (Fixture fixture = new Fixture(small, Fixture.HURRIED)) {
            Session session = fixture.login();
            Upload upload = uploading(session, "/file", "12345");
            QuotaExceededException failure =
                    assertThrows(QuotaExceededException.class, () -> upload.write(bytes("6789012345")));
            upload.write(bytes("678"));

            assertSame(failure, assertThrows(QuotaExceededException.class, upload::commit));

            assertFalse(small.exists("/file"));
            assertThrows(NoSuchFileException.class, () -> session.stat(FILE));
            assertEquals(0, fixture.service.runningTransfers());
        }
    }

    @Test
    void open_files_and_listings_are_limited_and_each_frees_its_place_once() throws IOException {
        try (Fixture fixture = new Fixture(Fixture.HURRIED.withMaxOpenFiles(3))) {
            fixture.files.write("/file", "text");
            Session session = fixture.login();
            Download download = session.download(FILE);
            Listing listing = session.list(FsPath.ROOT);
            Upload upload = uploading(session, "/new", "");
            assertThrows(ServiceUnavailableException.class, () -> session.download(FILE));
            assertThrows(ServiceUnavailableException.class, () -> session.list(FsPath.ROOT));
            assertThrows(ServiceUnavailableException.class, () -> uploading(session, "/more", ""));
            assertFalse(fixture.files.exists("/more"));

            download.close();
            download.close();
            listing.close();
            upload.commit();
            upload.close();

            for (int i = 0; i < 3; i++) {
                session.download(FILE);
            }
            assertThrows(ServiceUnavailableException.class, () -> session.download(FILE));
            assertEquals(3, fixture.service.runningTransfers());
        }
    }

    @Test
    void an_open_that_fails_takes_no_place() throws IOException {
        try (Fixture fixture = new Fixture(Fixture.HURRIED.withMaxOpenFiles(1))) {
            Session session = fixture.login();
            for (int i = 0; i < 5; i++) {
                assertThrows(NoSuchFileException.class, () -> session.download(FILE));
                assertThrows(NoSuchFileException.class, () -> session.list(FILE));
                assertThrows(NoSuchFileException.class, () -> uploading(session, "/no/parent", ""));
            }
            assertEquals(0, fixture.service.runningTransfers());
            uploading(session, "/file", "").commit();
        }
    }

    @Test
    void a_write_at_the_position_where_the_last_one_ended_needs_no_random_access() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            Session session = fixture.login();
            Upload upload = session.upload(FILE, WriteOptions.replace());
            upload.write(bytes("one"), 0);
            upload.write(bytes("two"), 3);
            upload.write(bytes("ONE"), 0);
            upload.write(bytes("three"), 6);
            upload.commit();

            assertEquals("ONEtwothree", fixture.files.readString("/file"));
        }
    }

    @Test
    void an_append_goes_on_behind_what_is_there() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            fixture.files.write("/file", "begin");
            Upload upload = fixture.login().upload(FILE, WriteOptions.append());
            upload.write(bytes(" middle"), 5);
            upload.write(bytes(" end"));
            upload.commit();

            assertEquals("begin middle end", fixture.files.readString("/file"));
        }
    }

    @Test
    void a_file_is_cut_or_extended_in_its_place() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            fixture.files.write("/file", "123456");
            Session session = fixture.login();

            session.truncate(FILE, 4);
            assertEquals("1234", fixture.files.readString("/file"));
            session.truncate(FILE, 6);
            assertEquals("1234\0\0", fixture.files.readString("/file"));
            session.truncate(FILE, 0);
            assertEquals("", fixture.files.readString("/file"));
            assertThrows(NoSuchFileException.class, () -> session.truncate(FsPath.of("/missing"), 0));
            assertFalse(fixture.files.exists("/missing"));
        }
    }

    @Test
    void truncating_a_file_in_flight_changes_what_will_be_published() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            Session session = fixture.login();
            Upload upload = uploading(session, "/file", "123456");
            session.truncate(FILE, 2);
            upload.commit();

            assertEquals("12", fixture.files.readString("/file"));
        }
    }

    @Test
    void files_and_directories_are_deleted_each_by_its_own_call() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            fixture.files.createDirectory("/directory");
            fixture.files.write("/file", "text");
            Session session = fixture.login();

            assertThrows(IsDirectoryException.class, () -> session.deleteFile(FsPath.of("/directory")));
            assertThrows(NotDirectoryException.class, () -> session.deleteDirectory(FILE));
            session.deleteFile(FILE);
            session.deleteDirectory(FsPath.of("/directory"));

            assertEquals(List.of(), fixture.files.entries("/"));
        }
    }

    @Test
    void a_download_reads_the_version_that_it_was_opened_on() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            fixture.files.write("/file", "old");
            try (Download download = fixture.login().download(FILE)) {
                fixture.files.write("/file", "newer");
                ByteBuffer read = ByteBuffer.allocate(10);

                assertEquals(3, download.read(read, 0));
                assertEquals("old", new String(read.array(), 0, 3, StandardCharsets.UTF_8));
                assertEquals(-1, download.read(read, 3));
                assertEquals(3, download.info().size());
            }
        }
    }

    @Test
    void a_listing_gives_entries_until_it_has_no_more() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            fixture.files.write("/file", "text");
            try (Listing listing = fixture.login().list(FsPath.ROOT)) {
                assertEquals(FILE, listing.next().path());
                assertNull(listing.next());
            }
        }
    }

    @Test
    void nothing_can_be_changed_where_the_account_is_read_only() throws IOException {
        try (FileSystem storage = MemoryFileSystem.create();
                FileSystem view = storage.readOnly();
                Fixture fixture = new Fixture(view, Fixture.HURRIED)) {
            storage.write("/file", "text");
            Session session = fixture.login();

            assertThrows(UnsupportedCapabilityException.class, () -> uploading(session, "/new", ""));
            assertThrows(UnsupportedCapabilityException.class, () -> session.truncate(FILE, 0));
            assertThrows(UnsupportedCapabilityException.class, () -> session.deleteFile(FILE));
            assertThrows(UnsupportedCapabilityException.class, () -> session.createDirectory(FsPath.of("/d")));
            assertThrows(
                    UnsupportedCapabilityException.class,
                    () -> session.setAttributes(FILE, AttributeChanges.lastModified(LONG_AGO), Links.FOLLOW));
            assertEquals(4, session.stat(FILE).size());
        }
    }

    @Test
    void a_closed_session_does_nothing_more_and_leaves_the_storage_open() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            Session session = fixture.login();
            session.close();

            assertFalse(session.isOpen());
            assertThrows(ClosedFileSystemException.class, () -> session.stat(FsPath.ROOT));
            assertThrows(ClosedFileSystemException.class, () -> uploading(session, "/x", ""));
            assertTrue(fixture.files.isOpen());
            assertEquals(0, fixture.service.runningTransfers());
        }
    }
}
