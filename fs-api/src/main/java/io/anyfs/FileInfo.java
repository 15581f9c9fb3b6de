package io.anyfs;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a filesystem says of one entry. A snapshot: it does not change when the entry does.
 *
 * @param path where the entry was asked for
 * @param type what it is
 * @param size bytes of a file; of a link the length of its target; 0 for a directory
 * @param lastModified when the content last changed, at the precision of
 *     {@link Capabilities.Limits#timestampPrecision()}
 * @param created when the entry was created, {@code null} where the storage does not keep it
 * @param lastAccess when the content was last read, {@code null} where the storage does not keep it
 * @param version an opaque name for the content, equal only while the bytes are (an ETag, or inode, size and time),
 *     {@code null} where the storage has none
 * @param fileId an opaque name for the entry that survives a rename (the MLST fact {@code unique}), {@code null} where
 *     the storage has none
 * @param posix owner and permissions, {@code null} where the storage keeps none
 */
public record FileInfo(
        FsPath path,
        FileType type,
        long size,
        Instant lastModified,
        @Nullable Instant created,
        @Nullable Instant lastAccess,
        @Nullable String version,
        @Nullable String fileId,
        @Nullable PosixAttributes posix) {

    /** Checks that what has to be there is. */
    public FileInfo {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(lastModified, "lastModified");
        if (size < 0) {
            throw new IllegalArgumentException("size must not be negative: " + size);
        }
    }

    /** An entry of which no more than this is known. */
    public static FileInfo of(FsPath path, FileType type, long size, Instant lastModified) {
        return new FileInfo(path, type, size, lastModified, null, null, null, null, null);
    }

    /** The last name of the path; empty for the root. */
    public String name() {
        return path.name();
    }

    /** Whether this is a file with bytes. */
    public boolean isFile() {
        return type == FileType.FILE;
    }

    /** Whether this is a directory. */
    public boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    /** Whether this is a symbolic link itself. */
    public boolean isSymbolicLink() {
        return type == FileType.SYMBOLIC_LINK;
    }

    /** The same facts at another path, as a view reports them. */
    public FileInfo withPath(FsPath newPath) {
        return newPath.equals(path)
                ? this
                : new FileInfo(newPath, type, size, lastModified, created, lastAccess, version, fileId, posix);
    }
}
