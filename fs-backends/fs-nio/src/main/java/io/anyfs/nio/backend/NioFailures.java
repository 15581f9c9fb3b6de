package io.anyfs.nio.backend;

import io.anyfs.BusyException;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.IsDirectoryException;
import io.anyfs.StorageFullException;
import io.anyfs.UnsupportedCapabilityException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells failures in the contract's types. Providers have no type for some, and tell them by a text. */
final class NioFailures {

    private NioFailures() {}

    static IOException of(IOException failure, FsPath path) {
        boolean plain = failure.getClass() == FileSystemException.class || failure.getClass() == IOException.class;
        IOException told = plain ? byText(text(failure), path.toString()) : null;
        return told == null ? failure : because(told, failure);
    }

    static IOException of(ReadOnlyFileSystemException failure, FsPath path) {
        return because(new UnsupportedCapabilityException(path.toString(), Capability.WRITE), failure);
    }

    private static IOException because(IOException told, Exception failure) {
        told.initCause(failure);
        return told;
    }

    private static String text(IOException failure) {
        String text = failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static @Nullable IOException byText(String text, String path) {
        if (text.contains("no space left") || text.contains("out of disk space") || text.contains("too large")) {
            return new StorageFullException(path, "the filesystem has no room");
        } else if (text.contains("too many levels of symbolic links")) {
            return new FileSystemLoopException(path);
        } else if (text.contains("name too long")) {
            return new InvalidNameException(path, "the name or the path is too long");
        } else if (text.contains("not a directory")) {
            return new NotDirectoryException(path);
        } else if (text.contains("is a directory")) {
            return new IsDirectoryException(path, null);
        } else if (text.contains("not empty")) {
            return new DirectoryNotEmptyException(path);
        } else if (text.contains("not permitted") || text.contains("permission denied")) {
            return new AccessDeniedException(path, null, "the filesystem does not permit it");
        } else if (text.contains("busy")) {
            return new BusyException(path, "in use");
        }
        return null;
    }
}
