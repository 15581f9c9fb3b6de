package io.anyfs.nio.backend;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import io.anyfs.nio.AnyfsFileAttributes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the facts of a file itself: a link is not followed. */
enum FactsReader {
    /** A storage of anyfs has them all. */
    OF_ANYFS {
        @Override
        FileInfo read(Path host, FsPath path) throws IOException {
            return Files.readAttributes(host, AnyfsFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .info()
                    .withPath(path);
        }
    },
    /** Those of POSIX with numbers, in the view {@code unix}. */
    OF_UNIX {
        @Override
        FileInfo read(Path host, FsPath path) throws IOException {
            Map<String, Object> unix = Files.readAttributes(host, UNIX, LinkOption.NOFOLLOW_LINKS);
            PosixAttributes posix = new PosixAttributes(
                    (Integer) value(unix, "mode") & 07777,
                    (Integer) value(unix, "uid"),
                    (Integer) value(unix, "gid"),
                    (Integer) value(unix, "nlink"),
                    null,
                    null);
            FileType type = type((Boolean) value(unix, "isRegularFile"), (Boolean) value(unix, "isDirectory"), (Boolean)
                    value(unix, "isSymbolicLink"));
            return info(
                    path,
                    type,
                    size(host, type, (Long) value(unix, "size")),
                    (FileTime) value(unix, "lastModifiedTime"),
                    (FileTime) value(unix, "creationTime"),
                    (FileTime) value(unix, "lastAccessTime"),
                    unix.get("fileKey"),
                    posix);
        }
    },
    /** Those that every filesystem has. */
    OF_BASIC {
        @Override
        FileInfo read(Path host, FsPath path) throws IOException {
            BasicFileAttributes file = Files.readAttributes(host, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            FileType type = type(file.isRegularFile(), file.isDirectory(), file.isSymbolicLink());
            return info(
                    path,
                    type,
                    size(host, type, file.size()),
                    file.lastModifiedTime(),
                    file.creationTime(),
                    file.lastAccessTime(),
                    file.fileKey(),
                    null);
        }
    };

    private static final String UNIX = "unix:fileKey,creationTime,size,lastModifiedTime,lastAccessTime,"
            + "isRegularFile,isDirectory,isSymbolicLink,uid,gid,nlink,mode";

    static FactsReader of(Path root) {
        return root.getFileSystem().supportedFileAttributeViews().contains("unix") ? OF_UNIX : OF_BASIC;
    }

    abstract FileInfo read(Path host, FsPath path) throws IOException;

    boolean keepsMode() {
        return this != OF_BASIC;
    }

    private static Object value(Map<String, Object> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }

    /** Not all filesystems tell the size of a link. */
    private static long size(Path host, FileType type, long told) throws IOException {
        return type == FileType.SYMBOLIC_LINK && told == 0
                ? Files.readSymbolicLink(host).toString().getBytes(StandardCharsets.UTF_8).length
                : told;
    }

    private static FileType type(boolean file, boolean directory, boolean link) {
        if (file) {
            return FileType.FILE;
        } else if (directory) {
            return FileType.DIRECTORY;
        }
        return link ? FileType.SYMBOLIC_LINK : FileType.OTHER;
    }

    private static FileInfo info(
            FsPath path,
            FileType type,
            long size,
            FileTime modified,
            @Nullable FileTime created,
            @Nullable FileTime access,
            @Nullable Object key,
            @Nullable PosixAttributes posix) {
        String id = key == null ? null : key.toString();
        String version = id == null || type != FileType.FILE
                ? null
                : id + '-' + Long.toString(modified.to(TimeUnit.NANOSECONDS), 36) + '-' + Long.toString(size, 36);
        return new FileInfo(
                path,
                type,
                type == FileType.DIRECTORY ? 0 : Math.max(0, size),
                modified.toInstant(),
                instant(created),
                instant(access),
                version,
                id,
                posix);
    }

    private static @Nullable Instant instant(@Nullable FileTime time) {
        return time == null ? null : time.toInstant();
    }
}
