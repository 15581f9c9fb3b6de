package io.anyfs.mount.fuse;

import io.anyfs.FileInfo;
import io.anyfs.PosixAttributes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import java.time.Instant;
import org.cryptomator.jfuse.api.Stat;
import org.cryptomator.jfuse.api.TimeSpec;
import org.jspecify.annotations.Nullable;

/** Tells the kernel the facts of entries. */
final class Stats {

    /** Where {@code st_blocks} is in {@code struct stat}, on x86-64 and on arm64. */
    private static final long BLOCKS_AT = 64;

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
        Blocks.set(stat, (size + BLOCK - 1) / BLOCK);
    }

    private static void set(TimeSpec field, Instant time) {
        field.set(time);
    }

    /**
     * How many blocks a file has, for which jfuse has no setter: without, {@code du} counts nothing and {@code tar --sparse} takes
     * every file for one hole and drops its bytes. So the field is written where it is in the structure that jfuse holds.
     */
    private static final class Blocks {
        private static final System.Logger LOG = System.getLogger(Stats.class.getName());

        private static volatile @Nullable Method segment;
        private static volatile boolean unreachable;

        private Blocks() {}

        static void set(Stat stat, long blocks) {
            if (unreachable) {
                return;
            }
            try {
                Method known = segment;
                if (known == null) {
                    known = stat.getClass().getDeclaredMethod("segment");
                    known.setAccessible(true);
                    segment = known;
                }
                ((MemorySegment) known.invoke(stat)).set(ValueLayout.JAVA_LONG, BLOCKS_AT, blocks);
            } catch (ReflectiveOperationException | RuntimeException changed) {
                unreachable = true;
                LOG.log(System.Logger.Level.WARNING, "files are shown without blocks: " + changed);
            }
        }
    }
}
