package io.anyfs.memory;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Full-size arrays of files that are gone, for files to come: a large write then costs neither zeroing nor garbage
 * collection. What is idle is bounded to a share of the heap, and given up when memory is short. The arrays hold old bytes;
 * {@link Chunk#length} keeps them from being read.
 */
final class ChunkPool {

    private static final long HEAP_SHARE = 8;

    private final long capacity = Runtime.getRuntime().maxMemory() / HEAP_SHARE / Chunk.SIZE;
    private SoftReference<ArrayDeque<byte[]>> idle = new SoftReference<>(null);

    /** An array of {@link Chunk#SIZE} with any bytes in it. */
    byte[] take() {
        byte[] bytes = takeIdle();
        return bytes != null ? bytes : new byte[Chunk.SIZE];
    }

    /** Takes back the arrays of a part that nobody may use any more. */
    synchronized void give(@Nullable Part part) {
        ArrayDeque<byte[]> arrays = idle.get();
        if (arrays == null) {
            arrays = new ArrayDeque<>();
            idle = new SoftReference<>(arrays);
        }
        give(arrays, part);
    }

    private void give(ArrayDeque<byte[]> arrays, @Nullable Part part) {
        if (arrays.size() >= capacity) {
            return;
        }
        if (part instanceof Chunk chunk && chunk.bytes.length == Chunk.SIZE) {
            arrays.push(chunk.bytes);
        } else if (part instanceof Branch branch) {
            for (Part child : branch.children) {
                give(arrays, child);
            }
        }
    }

    private synchronized byte @Nullable [] takeIdle() {
        ArrayDeque<byte[]> arrays = idle.get();
        return arrays == null ? null : arrays.poll();
    }
}
