package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.BusyException;
import io.anyfs.Capability;
import io.anyfs.CorruptDataException;
import io.anyfs.ErrorKind;
import io.anyfs.FileChangedException;
import io.anyfs.InvalidNameException;
import io.anyfs.IsDirectoryException;
import io.anyfs.QuotaExceededException;
import io.anyfs.RootException;
import io.anyfs.StorageFullException;
import io.anyfs.SubtreeException;
import io.anyfs.TransientStorageException;
import io.anyfs.UnsupportedCapabilityException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorKindTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("/a"), ErrorKind.NOT_FOUND),
                Arguments.of(new FileAlreadyExistsException("/a"), ErrorKind.ALREADY_EXISTS),
                Arguments.of(new NotDirectoryException("/a"), ErrorKind.NOT_A_DIRECTORY),
                Arguments.of(new IsDirectoryException("/a", null), ErrorKind.IS_A_DIRECTORY),
                Arguments.of(new DirectoryNotEmptyException("/a"), ErrorKind.NOT_EMPTY),
                Arguments.of(new NotLinkException("/a"), ErrorKind.NOT_A_LINK),
                Arguments.of(new FileSystemLoopException("/a"), ErrorKind.LINK_LOOP),
                Arguments.of(new AccessDeniedException("/a"), ErrorKind.ACCESS_DENIED),
                Arguments.of(new ReadOnlyFileSystemException(), ErrorKind.READ_ONLY),
                Arguments.of(new UnsupportedCapabilityException("/a", Capability.WRITE), ErrorKind.READ_ONLY),
                Arguments.of(new UnsupportedCapabilityException("/a", Capability.MOVE), ErrorKind.UNSUPPORTED),
                Arguments.of(new UnsupportedOperationException(), ErrorKind.UNSUPPORTED),
                Arguments.of(new InvalidNameException("/a", null), ErrorKind.INVALID_NAME),
                Arguments.of(new InvalidPathException("a", "why"), ErrorKind.INVALID_NAME),
                Arguments.of(new SubtreeException("/a", null), ErrorKind.INVALID_TARGET),
                Arguments.of(new RootException("/", null), ErrorKind.INVALID_TARGET),
                Arguments.of(new QuotaExceededException("/a", null), ErrorKind.QUOTA_EXCEEDED),
                Arguments.of(new StorageFullException("/a", null), ErrorKind.NO_SPACE),
                Arguments.of(new FileChangedException("/a", null), ErrorKind.CHANGED),
                Arguments.of(new CorruptDataException("/a", null), ErrorKind.CORRUPT),
                Arguments.of(new BusyException("/a", null), ErrorKind.BUSY),
                Arguments.of(new TransientStorageException("/a", null, Duration.ZERO), ErrorKind.TRANSIENT),
                Arguments.of(new ClosedByInterruptException(), ErrorKind.INTERRUPTED),
                Arguments.of(new InterruptedIOException(), ErrorKind.INTERRUPTED),
                Arguments.of(new ClosedChannelException(), ErrorKind.CLOSED),
                Arguments.of(new AsynchronousCloseException(), ErrorKind.CLOSED),
                Arguments.of(new ClosedFileSystemException(), ErrorKind.CLOSED),
                Arguments.of(new EOFException(), ErrorKind.END_OF_FILE),
                Arguments.of(new IllegalArgumentException(), ErrorKind.INVALID_ARGUMENT),
                Arguments.of(new FileSystemException("/a"), ErrorKind.IO),
                Arguments.of(new IOException(), ErrorKind.IO),
                Arguments.of(new IllegalStateException(), ErrorKind.IO));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void every_failure_has_its_kind(Throwable failure, ErrorKind kind) {
        assertEquals(kind, ErrorKind.of(failure));
    }
}
