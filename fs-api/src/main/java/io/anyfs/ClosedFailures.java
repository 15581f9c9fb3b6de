package io.anyfs;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.ClosedFileSystemException;

/** The JDK's closed-state failures, with the message that they lack. */
final class ClosedFailures {

    private ClosedFailures() {}

    static ClosedFileSystemException fileSystem(Operation operation, FsPath path, String backend) {
        return new FileSystemIsClosed(path + ": " + operation + " on " + backend + ": the filesystem is closed");
    }

    static ClosedChannelException handle(Operation operation, FsPath path, String backend) {
        return handle(operation, path, backend, "the handle is closed");
    }

    /** What somebody else closed: {@code reason} says what. */
    static ClosedChannelException handle(Operation operation, FsPath path, String backend, String reason) {
        return new HandleIsClosed(path + ": " + operation + " on " + backend + ": " + reason);
    }

    /** Whether this says already what was done to what. */
    static boolean isDescribed(IOException failure) {
        return failure instanceof HandleIsClosed;
    }

    private static final class FileSystemIsClosed extends ClosedFileSystemException {
        private static final long serialVersionUID = 1L;
        private final String message;

        FileSystemIsClosed(String message) {
            this.message = message;
        }

        @Override
        public String getMessage() {
            return message;
        }
    }

    private static final class HandleIsClosed extends ClosedChannelException {
        private static final long serialVersionUID = 1L;
        private final String message;

        HandleIsClosed(String message) {
            this.message = message;
        }

        @Override
        public String getMessage() {
            return message;
        }
    }
}
