package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.TransientStorageException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.ForwardingBackend;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Every failure names the operation, the path and the backend, and keeps its type. */
class FailureMessagesTest {

    private static final FsPath FILE = FsPath.of("/dir/file");
    private static final FsPath DIR = FsPath.of("/dir");
    private static final FsPath MISSING = FsPath.of("/dir/missing");

    private final FileSystem fs = MemoryFileSystem.create();

    FailureMessagesTest() throws IOException {
        fs.createDirectory("/dir");
        fs.write("/dir/file", "x");
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    @Test
    void of_every_operation() {
        fails(ErrorKind.NOT_FOUND, Operation.STAT, MISSING, () -> fs.stat(MISSING));
        fails(ErrorKind.NOT_FOUND, Operation.STAT, MISSING, () -> fs.lstat(MISSING));
        fails(ErrorKind.NOT_A_DIRECTORY, Operation.STAT, FILE, () -> fs.stat("/dir/file/"));
        fails(ErrorKind.NOT_A_DIRECTORY, Operation.LIST, FILE, () -> fs.list(FILE));
        fails(ErrorKind.UNSUPPORTED, Operation.LIST, DIR, () -> fs.list(DIR, ListOptions.TREE));
        fails(ErrorKind.IS_A_DIRECTORY, Operation.OPEN_READ, DIR, () -> fs.openRead(DIR));
        fails(ErrorKind.ALREADY_EXISTS, Operation.OPEN_WRITE, FILE, () -> fs.openWrite(FILE, WriteOptions.createNew()));
        fails(
                ErrorKind.IS_A_DIRECTORY,
                Operation.OPEN_WRITE,
                MISSING,
                () -> fs.openWrite("/dir/missing/", WriteOptions.replace()));
        fails(
                ErrorKind.UNSUPPORTED,
                Operation.OPEN_WRITE,
                FILE,
                () -> fs.openWrite(FILE, WriteOptions.replace().durably()));
        fails(ErrorKind.ALREADY_EXISTS, Operation.CREATE_DIRECTORY, DIR, () -> fs.createDirectory(DIR));
        fails(ErrorKind.ALREADY_EXISTS, Operation.CREATE_DIRECTORY, FsPath.ROOT, () -> fs.createDirectory("/"));
        fails(ErrorKind.ALREADY_EXISTS, Operation.CREATE_DIRECTORY, FILE, () -> fs.createDirectories(FILE));
        fails(ErrorKind.NOT_EMPTY, Operation.DELETE, DIR, () -> fs.delete(DIR));
        fails(ErrorKind.INVALID_TARGET, Operation.DELETE, FsPath.ROOT, () -> fs.delete("/"));
        fails(ErrorKind.INVALID_TARGET, Operation.MOVE, FsPath.ROOT, () -> fs.move("/", "/x"));
        fails(ErrorKind.INVALID_TARGET, Operation.MOVE, DIR, () -> fs.move("/dir", "/dir/x/y"));
        fails(ErrorKind.IS_A_DIRECTORY, Operation.COPY, DIR, () -> fs.copy("/dir", "/x"));
        fails(
                ErrorKind.NOT_FOUND,
                Operation.SET_ATTRIBUTES,
                MISSING,
                () -> fs.setAttributes(MISSING, AttributeChanges.mode(0600)));
        fails(ErrorKind.NOT_A_LINK, Operation.READ_LINK, FILE, () -> fs.readLink(FILE));
        fails(ErrorKind.ALREADY_EXISTS, Operation.CREATE_SYMBOLIC_LINK, FILE, () -> fs.createSymbolicLink(FILE, "x"));
        fails(
                ErrorKind.ACCESS_DENIED,
                Operation.CREATE_SYMBOLIC_LINK,
                MISSING,
                () -> fs.createSymbolicLink(MISSING, "../../x"));
        FsPath tooLong = DIR.child("\u00e9".repeat(128));
        fails(ErrorKind.INVALID_NAME, Operation.CREATE_DIRECTORY, tooLong, () -> fs.createDirectory(tooLong));
    }

    @Test
    void of_two_paths_name_both() {
        FileSystemException failure =
                assertThrows(FileSystemException.class, () -> fs.move(FILE, DIR, IfExists.REPLACE));
        assertEquals(ErrorKind.ALREADY_EXISTS, ErrorKind.of(failure));
        assertEquals("/dir/file", failure.getFile());
        assertEquals("/dir", failure.getOtherFile());
        assertTells(failure, Operation.MOVE, FILE);
    }

    @Test
    void of_handles() throws IOException {
        try (ReadHandle in = fs.openRead(FILE)) {
            EOFException failure = assertThrows(EOFException.class, () -> in.readFully(ByteBuffer.allocate(9), 0));
            assertTells(failure, Operation.READ, FILE);
        }
        WriteHandle out = fs.openWrite(MISSING, WriteOptions.createNew());
        fails(ErrorKind.UNSUPPORTED, Operation.WRITE, MISSING, out::force);
        fs.write("/dir/missing", "first");
        fails(ErrorKind.ALREADY_EXISTS, Operation.COMMIT, MISSING, out::commit);
        ClosedChannelException closed = assertThrows(ClosedChannelException.class, out::commit);
        assertTells(closed, Operation.COMMIT, MISSING);
    }

    @Test
    void keep_the_original_as_their_cause_and_the_advice_to_retry() throws IOException {
        IOException original = new TransientStorageException("/inner", "slow down", Duration.ofSeconds(3));
        try (FileSystem failing = FileSystem.over(new StatFails(original))) {
            TransientStorageException failure = assertThrows(TransientStorageException.class, () -> failing.stat("/a"));
            assertEquals(Duration.ofSeconds(3), failure.retryAfter());
            assertEquals(original, failure.getCause());
            assertEquals("/a: stat on memory: slow down", failure.getMessage());
        }
    }

    @Test
    void of_unknown_types_become_file_system_exceptions() throws IOException {
        try (FileSystem failing = FileSystem.over(new StatFails(new IOException("disk on fire")))) {
            FileSystemException failure = assertThrows(FileSystemException.class, () -> failing.stat("/a"));
            assertEquals("/a: stat on memory: disk on fire", failure.getMessage());
            assertInstanceOf(IOException.class, failure.getCause());
        }
        try (FileSystem failing = FileSystem.over(new StatFails(new IOException()))) {
            FileSystemException failure = assertThrows(FileSystemException.class, () -> failing.stat("/a"));
            assertTrue(failure.getMessage().contains("IOException"), failure.getMessage());
        }
    }

    @Test
    void a_path_that_asserts_a_directory_is_nothing_where_a_file_is() throws IOException {
        assertTrue(fs.exists("/dir/"));
        assertFalse(fs.exists("/dir/file/"));
        assertFalse(fs.isDirectory(FsPath.of("/dir/file/")));
    }

    private void fails(ErrorKind kind, Operation operation, FsPath path, Executable call) {
        IOException failure = assertThrows(IOException.class, call);
        assertEquals(kind, ErrorKind.of(failure), failure::toString);
        assertTells(failure, operation, path);
    }

    private static void assertTells(IOException failure, Operation operation, FsPath path) {
        String message = failure.getMessage();
        assertTrue(message.startsWith(path.toString()), message);
        assertTrue(message.contains(": " + operation + " on memory: "), message);
    }

    private static final class StatFails extends ForwardingBackend {
        private final IOException failure;

        StatFails(IOException failure) {
            super(new MemoryBackend(MemoryOptions.DEFAULT));
            this.failure = failure;
        }

        @Override
        public FileInfo stat(FsPath path, Links links) throws IOException {
            throw failure;
        }
    }
}
