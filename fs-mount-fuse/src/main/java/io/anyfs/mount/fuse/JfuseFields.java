package io.anyfs.mount.fuse;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import org.cryptomator.jfuse.api.FileInfo;
import org.cryptomator.jfuse.api.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Fields of libfuse's structures for which jfuse has no setters. They are written where they are in the memory that jfuse holds, on
 * x86-64 and on arm64.
 */
final class JfuseFields {

    private static final System.Logger LOG = System.getLogger(JfuseFields.class.getName());

    /** Where {@code st_blocks} is in {@code struct stat}. */
    private static final long BLOCKS_AT = 64;

    /** Where the bits behind {@code flags} are in {@code struct fuse_file_info}. */
    private static final long BITS_AT = 4;

    private static final int DIRECT_IO = 1 << 1;

    private static final Structure STAT = new Structure("files are shown without blocks");
    private static final Structure FILE_INFO = new Structure("new files are written through the page cache");

    private JfuseFields() {}

    /** Without, {@code du} counts nothing and {@code tar --sparse} takes every file for one hole and drops its bytes. */
    static void setBlocks(Stat stat, long blocks) {
        MemorySegment memory = STAT.memory(stat);
        if (memory != null) {
            memory.set(ValueLayout.JAVA_LONG, BLOCKS_AT, blocks);
        }
    }

    /** Lets the kernel pass by its page cache with what is read and written by a descriptor that is being opened. */
    static void setDirectIo(FileInfo opened) {
        MemorySegment memory = FILE_INFO.memory(opened);
        if (memory != null) {
            memory.set(ValueLayout.JAVA_INT, BITS_AT, memory.get(ValueLayout.JAVA_INT, BITS_AT) | DIRECT_IO);
        }
    }

    /** A kind of structure, reached by the private accessor of the record that jfuse wraps it in. */
    private static final class Structure {
        private final String consequence;
        private volatile @Nullable Method accessor;
        private volatile boolean unreachable;

        /** One whose fields stay as they are, with this consequence, if jfuse is not the one that anyfs knows. */
        Structure(String consequence) {
            this.consequence = consequence;
        }

        @Nullable
        MemorySegment memory(Object wrapper) {
            if (unreachable) {
                return null;
            }
            try {
                Method known = accessor;
                if (known == null) {
                    known = wrapper.getClass().getDeclaredMethod("segment");
                    known.setAccessible(true);
                    accessor = known;
                }
                return (MemorySegment) known.invoke(wrapper);
            } catch (ReflectiveOperationException | RuntimeException changed) {
                unreachable = true;
                LOG.log(System.Logger.Level.WARNING, consequence + ": " + changed);
                return null;
            }
        }
    }
}
