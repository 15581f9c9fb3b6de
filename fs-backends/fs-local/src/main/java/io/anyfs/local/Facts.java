package io.anyfs.local;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What does not come with every look at a file, because it costs as much again: numeric owner and group and their names, hard
 * links, the set-id and sticky bits.
 *
 * @param key the file
 * @param created when the file was created, since the system uses keys again
 * @param fileId the key as text
 * @param special the bits 07000 of the mode
 * @param readAt by {@link System#nanoTime}
 */
record Facts(
        Object key,
        FileTime created,
        String fileId,
        int uid,
        int gid,
        int links,
        int special,
        @Nullable String owner,
        @Nullable String group,
        long readAt) {

    /** From the highest bit of the mode on. */
    private static final List<PosixFilePermission> BITS = List.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    boolean areOf(BasicFileAttributes file) {
        return key.equals(file.fileKey()) && created.equals(file.creationTime());
    }

    static FileInfo info(FsPath path, BasicFileAttributes file, @Nullable Facts facts) {
        FileType type = type(file);
        long size = type == FileType.DIRECTORY ? 0 : file.size();
        FileTime modified = file.lastModifiedTime();
        PosixAttributes posix = null;
        if (facts != null && file instanceof PosixFileAttributes permitted) {
            posix = new PosixAttributes(
                    mode(permitted.permissions()) | facts.special,
                    facts.uid,
                    facts.gid,
                    facts.links,
                    facts.owner,
                    facts.group);
        }
        return new FileInfo(
                path,
                type,
                size,
                modified.toInstant(),
                file.creationTime().toInstant(),
                file.lastAccessTime().toInstant(),
                type == FileType.FILE ? version(file, facts) : null,
                facts == null ? null : facts.fileId,
                posix);
    }

    /** Changes with every write that the file system gives another time. */
    private static String version(BasicFileAttributes file, @Nullable Facts facts) {
        String content = Long.toString(file.lastModifiedTime().to(TimeUnit.NANOSECONDS), 36)
                + '-'
                + Long.toString(file.size(), 36);
        return facts == null ? content : facts.fileId + '-' + content;
    }

    static FileType type(BasicFileAttributes file) {
        if (file.isRegularFile()) {
            return FileType.FILE;
        } else if (file.isDirectory()) {
            return FileType.DIRECTORY;
        }
        return file.isSymbolicLink() ? FileType.SYMBOLIC_LINK : FileType.OTHER;
    }

    /** The nine permission bits. */
    static int mode(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (PosixFilePermission permission : BITS) {
            mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
        }
        return mode;
    }

    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.size(); bit++) {
            if ((mode & 0400 >> bit) != 0) {
                permissions.add(BITS.get(bit));
            }
        }
        return permissions;
    }
}
