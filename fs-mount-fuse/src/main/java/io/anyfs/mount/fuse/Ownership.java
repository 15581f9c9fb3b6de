package io.anyfs.mount.fuse;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.PosixAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whose entries are, and with which permissions: as the storage says, and where it does not know, those of whoever mounts. */
final class Ownership {

    private static final int FILE_MODE = 0644;
    private static final int DIRECTORY_MODE = 0755;
    private static final int LINK_MODE = 0777;

    private final FileSystem fs;
    private final int uid;
    private final int gid;

    /** The process is whoever mounts. */
    Ownership(FileSystem fs) throws IOException {
        this.fs = fs;
        Path self = Path.of("/proc/self");
        this.uid = (Integer) Files.getAttribute(self, "unix:uid");
        this.gid = (Integer) Files.getAttribute(self, "unix:gid");
    }

    /** Who mounts. */
    int self() {
        return uid;
    }

    int uid(FileInfo info) {
        PosixAttributes posix = info.posix();
        return posix != null && keepsOwners(info) ? posix.uid() : uid;
    }

    int gid(FileInfo info) {
        PosixAttributes posix = info.posix();
        return posix != null && keepsOwners(info) ? posix.gid() : gid;
    }

    private boolean keepsOwners(FileInfo info) {
        return fs.capabilities(info.path()).has(Capability.SET_OWNER);
    }

    int mode(FileInfo info) {
        PosixAttributes posix = info.posix();
        if (posix != null) {
            return posix.mode();
        }
        return info.isDirectory() ? DIRECTORY_MODE : info.isSymbolicLink() ? LINK_MODE : FILE_MODE;
    }

    /** These changes without those that change nothing, where the storage could not make them. */
    AttributeChanges needed(AttributeChanges changes, Capabilities can, FileInfo info) {
        Integer mode = changes.mode();
        Integer newUid = changes.uid();
        Integer newGid = changes.gid();
        boolean owners = can.has(Capability.SET_OWNER);
        return new AttributeChanges(
                changes.lastModified(),
                changes.lastAccess(),
                mode != null && !can.has(Capability.SET_MODE) && mode == mode(info) ? null : mode,
                newUid != null && !owners && newUid == uid(info) ? null : newUid,
                newGid != null && !owners && newGid == gid(info) ? null : newGid);
    }
}
