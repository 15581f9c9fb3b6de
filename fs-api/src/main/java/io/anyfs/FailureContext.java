package io.anyfs;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Attaches operation, path and backend to every failure, keeping its type. The only place that does. */
record FailureContext(
        Operation operation, FsPath path, @Nullable FsPath target, String backend) {

    IOException describe(IOException failure) {
        if (failure instanceof DescribedDeletion.ThrownByCaller stop) {
            return stop.failure();
        }
        if (failure instanceof AsynchronousCloseException || ClosedFailures.isDescribed(failure)) {
            return failure;
        }
        IOException described = retell(failure);
        described.initCause(failure);
        return described;
    }

    /**
     * The same resource; a failure of its close is described. Holds no filesystem, so that one which nobody holds any more is
     * noticed.
     */
    static Closeable describing(Closeable resource, FsPath path, String backend) {
        return () -> {
            try {
                resource.close();
            } catch (IOException failure) {
                throw new FailureContext(Operation.CLOSE, path, null, backend).describe(failure);
            }
        };
    }

    private IOException retell(IOException failure) {
        String file = path.toString();
        String other = target == null ? null : target.toString();
        String reason = operation + " on " + backend + reasonOf(failure);
        if (failure instanceof ClosedChannelException) {
            String message = failure.getMessage();
            return ClosedFailures.handle(operation, path, backend, message == null ? "the channel is closed" : message);
        } else if (failure instanceof AnyfsException own) {
            return own.retold(file, other, reason);
        } else if (failure instanceof NoSuchFileException) {
            return new NoSuchFileException(file, other, reason);
        } else if (failure instanceof FileAlreadyExistsException) {
            return new FileAlreadyExistsException(file, other, reason);
        } else if (failure instanceof AccessDeniedException) {
            return new AccessDeniedException(file, other, reason);
        } else if (failure instanceof NotLinkException) {
            return new NotLinkException(file, other, reason);
        } else if (failure instanceof NotDirectoryException) {
            return new NotADirectory(file, reason);
        } else if (failure instanceof DirectoryNotEmptyException) {
            return new NotEmpty(file, reason);
        } else if (failure instanceof FileSystemLoopException) {
            return new Loop(file, reason);
        } else if (failure instanceof EOFException) {
            return new EOFException(file + ": " + reason);
        } else if (failure instanceof InterruptedIOException) {
            return new InterruptedIOException(file + ": " + reason);
        }
        return new FileSystemException(file, other, reason);
    }

    private String reasonOf(IOException failure) {
        if (failure instanceof FileSystemException known) {
            String reason = known.getReason();
            if (reason != null) {
                return ": " + reason;
            }
            return known.getClass() == FileSystemException.class ? ": failed" : ": " + phrase(ErrorKind.of(known));
        }
        String message = failure.getMessage();
        return ": " + (message == null ? failure.getClass().getSimpleName() : message);
    }

    private static String phrase(ErrorKind kind) {
        return switch (kind) {
            case NOT_FOUND -> "no such file or directory";
            case ALREADY_EXISTS -> "already exists";
            case NOT_A_DIRECTORY -> "not a directory";
            case IS_A_DIRECTORY -> "is a directory";
            case NOT_EMPTY -> "directory not empty";
            case NOT_A_LINK -> "not a symbolic link";
            case LINK_LOOP -> "too many levels of symbolic links";
            case ACCESS_DENIED -> "permission denied";
            case QUOTA_EXCEEDED -> "quota exceeded";
            case NO_SPACE -> "no space left";
            case CHANGED -> "the file has changed";
            case CORRUPT -> "what is stored is damaged";
            case BUSY -> "in use";
            default -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    // The JDK's types without a reason get one.

    private static final class NotADirectory extends NotDirectoryException {
        private static final long serialVersionUID = 1L;
        private final String reason;

        NotADirectory(String file, String reason) {
            super(file);
            this.reason = reason;
        }

        @Override
        public String getReason() {
            return reason;
        }
    }

    private static final class NotEmpty extends DirectoryNotEmptyException {
        private static final long serialVersionUID = 1L;
        private final String reason;

        NotEmpty(String file, String reason) {
            super(file);
            this.reason = reason;
        }

        @Override
        public String getReason() {
            return reason;
        }
    }

    private static final class Loop extends FileSystemLoopException {
        private static final long serialVersionUID = 1L;
        private final String reason;

        Loop(String file, String reason) {
            super(file);
            this.reason = reason;
        }

        @Override
        public String getReason() {
            return reason;
        }
    }
}
