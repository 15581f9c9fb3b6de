package io.anyfs.local;

import io.anyfs.BusyException;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.IsDirectoryException;
import io.anyfs.QuotaExceededException;
import io.anyfs.StorageFullException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures of the system in the contract's types. The JDK has types for a few error numbers only, and gives of the
 * others nothing but the system's text for them, which is English unless the machine has other texts and the locale asks for
 * them; then the failure stays a plain one.
 */
final class LocalFailures {

    private LocalFailures() {}

    /** A call of the system. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** A call of the system that gives nothing back. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Does something at a path. */
    static <T> T run(FsPath path, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (InvalidNameException ours) {
            throw ours;
        } catch (IOException failure) {
            throw of(failure, path);
        }
    }

    /** Does something at a path that gives nothing back. */
    static void act(FsPath path, Action action) throws IOException {
        run(path, () -> {
            action.run();
            return path;
        });
    }

    /** The failure as the contract has it. */
    static IOException of(IOException failure, FsPath path) {
        boolean plain = failure.getClass() == FileSystemException.class || failure.getClass() == IOException.class;
        IOException told = plain ? byText(text(failure), path.toString()) : byType(failure, path.toString());
        if (told == null) {
            return failure;
        }
        told.initCause(failure);
        return told;
    }

    private static @Nullable IOException byType(IOException failure, String path) {
        // The JDK leaves out which directory.
        return failure instanceof DirectoryNotEmptyException ? new DirectoryNotEmptyException(path) : null;
    }

    private static String text(IOException failure) {
        String text = failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static @Nullable IOException byText(String text, String path) {
        if (text.contains("no space left")) {
            return new StorageFullException(path, "no space left on the device");
        } else if (text.contains("quota exceeded")) {
            return new QuotaExceededException(path, "the disk quota is used up");
        } else if (text.contains("file too large")) {
            return new StorageFullException(path, "the file is larger than the file system or the process may have it");
        } else if (text.contains("too many levels of symbolic links")) {
            return new FileSystemLoopException(path);
        } else if (text.contains("name too long")) {
            return new InvalidNameException(path, "the name or the path is too long");
        } else if (text.contains("is a directory")) {
            return new IsDirectoryException(path, null);
        } else if (text.contains("not a directory")) {
            return new NotDirectoryException(path);
        } else if (text.contains("directory not empty")) {
            return new DirectoryNotEmptyException(path);
        } else if (text.contains("read-only file system")) {
            return new AccessDeniedException(path, null, "the file system is mounted read-only");
        } else if (text.contains("operation not permitted") || text.contains("permission denied")) {
            return new AccessDeniedException(path, null, "the system does not permit it");
        } else if (text.contains("resource busy") || text.contains("text file busy")) {
            return new BusyException(path, "in use by the system");
        } else if (text.contains("invalid or incomplete multibyte") || text.contains("illegal byte sequence")) {
            return new InvalidNameException(path, "the file system does not allow such a name");
        }
        return null;
    }
}
