package io.anyfs.mount.fuse;

import io.anyfs.FileInfo;
import io.anyfs.PosixAttributes;
import java.time.Instant;
import org.cryptomator.jfuse.api.Stat;
import org.cryptomator.jfuse.api.TimeSpec;

/** Tells the kernel the facts of entries. */
final class Stats {

    private static final int BLOCK = 512;

    private final Ownership ownership;

    Stats(Ownership ownership) {
        this.ownership = ownership;
    }

    void fill(Stat stat, FileInfo info, long size) {
        PosixAttributes posix = info.posix();
        int type = switch (info.type()) {
            case FILE -> Stat.S_IFREG;
            case DIRECTORY -> Stat.S_IFDIR;
            case SYMBOLIC_LINK -> Stat.S_IFLNK;
            // Of which nobody can read anything: opening a socket fails.
            case OTHER -> Stat.S_IFSOCK;
        };
        stat.setMode(type | ownership.mode(info));
        stat.setUid(ownership.uid(info));
        stat.setGid(ownership.gid(info));
        // 1 for directories as on btrfs: nobody concludes from it how many directories are in it.
        stat.setNLink((short) (posix == null || info.isDirectory() ? 1 : Math.min(posix.links(), Short.MAX_VALUE)));
        stat.setSize(size);
        set(stat.mTime(), info.lastModified());
        set(stat.cTime(), info.lastModified());
        Instant lastAccess = info.lastAccess();
        set(stat.aTime(), lastAccess != null ? lastAccess : info.lastModified());
        JfuseFields.setBlocks(stat, (size + BLOCK - 1) / BLOCK);
    }

    private static void set(TimeSpec field, Instant time) {
        field.set(time);
    }
}
