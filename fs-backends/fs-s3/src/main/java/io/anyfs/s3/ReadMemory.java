package io.anyfs.s3;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all readers of a process have for what they fetch ahead in large blocks. Nobody waits for it. */
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

    boolean tryReserve(int count) {
        if (used.addAndGet(count) <= bytes) {
            return true;
        }
        used.addAndGet(-count);
        return false;
    }

    void release(int count) {
        used.addAndGet(-count);
    }
}
