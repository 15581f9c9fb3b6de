package io.anyfs.s3;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all readers of a process have for what they fetch ahead. Nobody waits for it. */
final class ReadMemory {

    private static final ReadMemory SHARED =
            new ReadMemory(Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8));

    private final long bytes;
    private final AtomicLong used = new AtomicLong();

    ReadMemory(long bytes) {
        this.bytes = bytes;
    }

    /** The one of this process: 64 MiB, but at most an eighth of the heap. */
    static ReadMemory shared() {
        return SHARED;
    }

    long usedBytes() {
        return used.get();
    }

    /**
     * Takes bytes, if there are any left. A reader gets at most half of what the others leave, so that there is always something
     * for who comes next.
     *
     * @param own what this reader has already
     */
    boolean tryReserve(int count, long own) {
        while (true) {
            long before = used.get();
            long left = bytes - (before - own);
            if (own + count > left / 2) {
                return false;
            } else if (used.compareAndSet(before, before + count)) {
                return true;
            }
        }
    }

    void release(int count) {
        used.addAndGet(-count);
    }
}
