package io.anyfs.memory;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of files that are gone, for files to come: a write then costs neither zeroing nor garbage collection. What is idle is
 * bounded to a share of the heap, and given up when memory is short. The arrays hold old bytes; {@link Chunk#length} keeps
 * them from being read.
 *
 * <p>Arrays come in eight sizes between each power of two and the next, so that at most an eighth of one is unused. Small
 * ones are left to the garbage collector, which is as quick.
 */
final class ChunkPool {

    private static final long HEAP_SHARE = 8;
    private static final int SMALLEST_BITS = 10;
    private static final int STEP_BITS = 3;

    private final long capacity = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    private SoftReference<Idle> idle = new SoftReference<>(null);

    /** The arrays that nobody uses. */
    private static final class Idle {
        private final Deque<?>[] bySize = new Deque<?>[(Chunk.BITS - SMALLEST_BITS) << STEP_BITS];
        private long bytes;

        @SuppressWarnings("unchecked") // nothing else is put in
        private @Nullable Deque<byte[]> ofSize(int size) {
            return (Deque<byte[]>) bySize[index(size)];
        }

        private byte @Nullable [] take(int size) {
            Deque<byte[]> arrays = ofSize(size);
            byte[] array = arrays == null ? null : arrays.poll();
            if (array != null) {
                bytes -= size;
            }
            return array;
        }

        private void give(byte[] array) {
            Deque<byte[]> arrays = ofSize(array.length);
            if (arrays == null) {
                arrays = new ArrayDeque<>();
                bySize[index(array.length)] = arrays;
            }
            arrays.push(array);
            bytes += array.length;
        }
    }

    /** The size of the array to take for so many bytes, at most {@link Chunk#SIZE}. */
    static int arraySize(int bytes) {
        if (bytes <= 1 << SMALLEST_BITS) {
            return bytes;
        }
        int step = step(bytes);
        return (bytes + step - 1) & -step;
    }

    /** Whether arrays of this size are used again. */
    static boolean isReusable(int size) {
        return size > 1 << SMALLEST_BITS && arraySize(size) == size;
    }

    /** An array of an {@linkplain #arraySize array size}, with any bytes in it. */
    byte[] take(int size) {
        byte[] array = isReusable(size) ? takeIdle(size) : null;
        return array != null ? array : new byte[size];
    }

    /** Takes back the arrays of a part that nobody may use any more. */
    synchronized void give(@Nullable Part part) {
        Idle arrays = idle.get();
        if (arrays == null) {
            arrays = new Idle();
            idle = new SoftReference<>(arrays);
        }
        give(arrays, part);
    }

    private void give(Idle arrays, @Nullable Part part) {
        if (arrays.bytes >= capacity) {
            return;
        }
        if (part instanceof Chunk chunk && isReusable(chunk.bytes.length)) {
            arrays.give(chunk.bytes);
        } else if (part instanceof Branch branch) {
            for (Part child : branch.children) {
                give(arrays, child);
            }
        }
    }

    private synchronized byte @Nullable [] takeIdle(int size) {
        Idle arrays = idle.get();
        return arrays == null ? null : arrays.take(size);
    }

    /** Between a power of two, exclusive, and the next. */
    private static int step(int size) {
        return Integer.highestOneBit(size - 1) >> STEP_BITS;
    }

    private static int index(int size) {
        int octave = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(size - 1) - SMALLEST_BITS;
        int place = (size - 1) / step(size) & ((1 << STEP_BITS) - 1);
        return octave << STEP_BITS | place;
    }
}
