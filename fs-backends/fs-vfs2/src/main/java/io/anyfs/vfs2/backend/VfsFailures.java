package io.anyfs.vfs2.backend;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.StorageFullException;
import io.anyfs.TransientStorageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.vfs2.FileNotFolderException;
import org.apache.commons.vfs2.FileNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures in the contract's types. Commons VFS wraps what went wrong several times, so the causes are looked through; its
 * own texts hold URLs, which may hold a password, and are not passed on but as the names of its messages.
 */
final class VfsFailures {

    private VfsFailures() {}

    /** What is told of a failure: itself where it is one of the contract's already. */
    static IOException of(Exception failure, FsPath path) {
        if (failure instanceof IOException known && isOurs(known)) {
            return known;
        }
        IOException told = null;
        for (Throwable cause = failure; cause != null && told == null; cause = cause.getCause()) {
            told = byType(cause, path.toString());
        }
        for (Throwable cause = failure; cause != null && told == null; cause = cause.getCause()) {
            told = byText(cause, path.toString());
        }
        if (told == null) {
            told = new FileSystemException(path.toString(), null, "the provider failed: " + summary(failure));
        }
        return told;
    }

    private static boolean isOurs(IOException failure) {
        return failure instanceof FileSystemException
                || (failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException))
                || (failure instanceof ClosedChannelException && !(failure instanceof ClosedByInterruptException));
    }

    private static @Nullable IOException byType(Throwable cause, String path) {
        if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
            return new NoSuchFileException(path);
        } else if (cause instanceof FileNotFolderException) {
            return new java.nio.file.NotDirectoryException(path);
        } else if (cause instanceof org.apache.commons.vfs2.FileSystemException vfs && isDenied(vfs)) {
            return new AccessDeniedException(path, null, "the storage does not permit it");
        } else if (cause instanceof AccessDeniedException) {
            return new AccessDeniedException(path, null, "the storage does not permit it");
        } else if (cause instanceof ClosedByInterruptException
                || cause instanceof InterruptedException
                || cause.getClass() == InterruptedIOException.class) {
            // Timeouts are of subclasses. Whoever tells of it by some of these has taken it from the thread.
            Thread.currentThread().interrupt();
            return new InterruptedIOException("interrupted");
        } else if (cause instanceof CertificateException) {
            return new AccessDeniedException(path, null, "the server's certificate is not one that is trusted");
        } else if (cause instanceof UnknownHostException) {
            return new FileSystemException(path, null, "the host is not known");
        } else if (cause instanceof SocketTimeoutException) {
            return gone(path, "the server did not answer in time");
        } else if (cause instanceof SocketException) {
            return gone(path, "the connection to the server failed: " + plain(cause.getMessage()));
        }
        return null;
    }

    /** HTTP's status is no part of the text of the one failure, and all of the other. */
    private static boolean isDenied(org.apache.commons.vfs2.FileSystemException failure) {
        boolean status = failure.getCode().endsWith("http/head.error")
                || failure.getCode().endsWith("http/get.error");
        return failure.getCode().contains("read-only")
                || (status
                        && Arrays.stream(failure.getInfo()).anyMatch(info -> info.equals("401") || info.equals("403")));
    }

    /** Where a library has no type for it, only a text: of the system, of an FTP reply, of SFTP's status. */
    private static @Nullable IOException byText(Throwable cause, String path) {
        String text = cause.getMessage() == null ? "" : cause.getMessage().toLowerCase(Locale.ROOT);
        String type = cause.getClass().getName();
        if (holds(text, "no space left", "capacity (", "disk full", "disk quota", "insufficient storage")) {
            return new StorageFullException(path, "the storage has no room");
        } else if (holds(text, "name too long")) {
            return new InvalidNameException(path, "the name or the path is too long");
        } else if (holds(text, "auth fail", "auth cancel", "could not login", "login incorrect", "could not log in")
                || text.contains("userauth fail")) {
            return new AccessDeniedException(path, null, "the server refused the login");
        } else if (holds(text, "permission denied", "not permitted", "status code: 403", "status code: 401")
                || holds(text, "(403", "(401", "forbidden", "unauthorized")) {
            return new AccessDeniedException(path, null, "the storage does not permit it");
        } else if (holds(text, "hostkey", "host key", "reject hostkey")) {
            return new AccessDeniedException(path, null, "the server's host key is not one that is known");
        } else if (holds(
                text,
                "session is down",
                "session is not opened",
                "channel is not opened",
                "connection closed",
                "connection reset",
                "connection is closed",
                "pipe closed",
                "socket closed",
                "inputstream is closed",
                "broken pipe",
                "connection refused",
                "timed out",
                "timeout")) {
            return gone(path, "the connection to the server is lost");
        } else if (type.endsWith("FTPConnectionClosedException") || type.endsWith("NoHttpResponseException")) {
            return gone(path, "the server closed the connection");
        }
        return null;
    }

    private static boolean holds(String text, String... parts) {
        for (String part : parts) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static IOException gone(String path, String reason) {
        return new TransientStorageException(path, reason, Duration.ZERO);
    }

    /** The names of VFS's messages, and the texts of others, neither of which holds a URL. */
    private static String summary(Throwable failure) {
        StringBuilder all = new StringBuilder();
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 4; cause = cause.getCause(), depth++) {
            String one = cause instanceof org.apache.commons.vfs2.FileSystemException vfs
                    ? vfs.getCode()
                    : cause.getClass().getSimpleName() + ' ' + plain(cause.getMessage());
            all.append(all.isEmpty() ? "" : ", ").append(plain(one));
        }
        return all.toString();
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\\S+://\\S+", "(a URL)").strip();
    }
}
