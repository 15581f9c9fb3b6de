package io.anyfs.cache.writeback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.CorruptDataException;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.tck.subject.Content;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the storage did not take is tried again, or kept and told. */
class FailedUploadsTest extends StagedOverMemory {

    @Test
    void what_may_pass_is_tried_again() throws IOException {
        storage.at(1, Operation.COMMIT, Fault.failTransiently()).at(2, Operation.OPEN_WRITE, Fault.failTransiently());
        try (WriteBackBackend backend = open(staged());
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", "abc");
            backend.flush();
            assertEquals("abc", foreign.readString("/f"));
        }
    }

    @Test
    void who_waits_for_a_file_that_fails_again_and_again_learns_why() throws IOException {
        storage.sometimes(1, Operation.COMMIT, Fault.failTransiently());
        try (WriteBackBackend backend = open(staged());
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", "abc");
            FileSystemException failure = assertThrows(FileSystemException.class, backend::flush);
            assertTrue(String.valueOf(failure.getMessage()).contains("injected"), failure::toString);
            assertEquals("/f", failure.getFile());
            assertFalse(backend.pending().get(0).failed());
            assertEquals("abc", fs.readString("/f"));
        }
    }

    @Test
    void what_cannot_succeed_is_kept_and_told_and_tried_again_when_asked() throws IOException {
        storage.at(1, Operation.COMMIT, Fault.fail((path, reason) -> new AccessDeniedException(path, null, reason)));
        try (WriteBackBackend backend = open(staged());
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", "abc");
            assertThrows(FileSystemException.class, backend::flush);
            PendingUpload kept = backend.pending().get(0);
            assertEquals(FsPath.of("/f"), kept.path());
            assertEquals(3, kept.bytes());
            assertEquals(1, kept.attempts());
            assertTrue(kept.failed());
            assertTrue(String.valueOf(kept.lastFailure()).contains("injected"));
            assertEquals("abc", fs.readString("/f"));
            backend.retry();
            backend.flush();
            assertEquals("abc", foreign.readString("/f"));
        }
    }

    @Test
    void an_upload_whose_answer_was_lost_is_recognised() throws IOException {
        storage.at(1, Operation.COMMIT, Fault.lostAcknowledgement());
        try (WriteBackBackend backend = open(staged());
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", WriteOptions.createNew(), out -> out.write(Content.bytes(300_000, 1)));
            backend.flush();
            assertArrayEquals(Content.bytes(300_000, 1), foreign.readBytes("/f"));
            assertEquals(List.of(), backend.pending());
        }
    }

    @Test
    void a_new_file_is_not_stored_over_one_of_others() throws IOException {
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", WriteOptions.createNew(), out -> out.write(new byte[] {1}));
            foreign.write("/f", "others");
            FileSystemException failure = assertThrows(FileSystemException.class, backend::flush);
            assertTrue(failure.getCause() instanceof FileAlreadyExistsException, failure::toString);
            assertTrue(backend.pending().get(0).failed());
            assertArrayEquals(new byte[] {1}, fs.readBytes("/f"));
            fs.delete("/f");
            assertEquals("others", fs.readString("/f"));
        }
    }

    @Test
    void a_file_whose_directory_others_deleted_is_kept() throws IOException {
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.createDirectory("/d");
            fs.write("/d/f", "abc");
            foreign.delete("/d");
            FileSystemException failure = assertThrows(FileSystemException.class, backend::flush);
            assertTrue(failure.getCause() instanceof NoSuchFileException, failure::toString);
            foreign.createDirectory("/d");
            backend.retry();
            backend.flush();
            assertEquals("abc", foreign.readString("/d/f"));
        }
    }

    @Test
    void what_the_storage_refuses_as_damaged_is_not_tried_again_by_itself() throws IOException {
        storage.at(1, Operation.COMMIT, Fault.fail(CorruptDataException::new));
        try (WriteBackBackend backend = open(staged());
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", "abc");
            FileSystemException failure = assertThrows(FileSystemException.class, backend::flush);
            assertInstanceOf(CorruptDataException.class, failure.getCause());
            PendingUpload kept = backend.pending().get(0);
            assertEquals(1, kept.attempts());
            assertTrue(kept.failed());
            backend.retry();
            backend.flush();
            assertEquals("abc", foreign.readString("/f"));
        }
    }
}
