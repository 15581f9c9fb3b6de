package io.anyfs.nio;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.PosixAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facts of a file as the JDK has them. Times that the storage does not keep are that of the last change. */
class InfoAttributes implements AnyfsFileAttributes {

    private final FileInfo info;

    InfoAttributes(FileInfo info) {
        this.info = info;
    }

    @Override
    public FileInfo info() {
        return info;
    }

    @Override
    public FileTime lastModifiedTime() {
        return FileTime.from(info.lastModified());
    }

    @Override
    public FileTime lastAccessTime() {
        return known(info.lastAccess());
    }

    @Override
    public FileTime creationTime() {
        return known(info.created());
    }

    private FileTime known(@Nullable Instant time) {
        return FileTime.from(time == null ? info.lastModified() : time);
    }

    @Override
    public boolean isRegularFile() {
        return info.isFile();
    }

    @Override
    public boolean isDirectory() {
        return info.isDirectory();
    }

    @Override
    public boolean isSymbolicLink() {
        return info.isSymbolicLink();
    }

    @Override
    public boolean isOther() {
        return info.type() == FileType.OTHER;
    }

    @Override
    public long size() {
        return info.size();
    }

    @Override
    public @Nullable Object fileKey() {
        return info.fileId();
    }

    /** With owner and permissions. */
    static final class Posix extends InfoAttributes implements PosixFileAttributes {

        private final PosixAttributes posix;

        Posix(FileInfo info, PosixAttributes posix) {
            super(info);
            this.posix = posix;
        }

        @Override
        public UserPrincipal owner() {
            return NumericPrincipals.owner(posix);
        }

        @Override
        public GroupPrincipal group() {
            return NumericPrincipals.group(posix);
        }

        @Override
        public Set<PosixFilePermission> permissions() {
            return PermissionBits.permissions(posix.mode());
        }
    }
}
