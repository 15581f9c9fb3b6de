package io.anyfs.memory;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One version of a file, which stays what it is whatever becomes of the file. */
final class MemoryReadHandle implements BackendReadHandle {

    private final FileInfo info;
    /** One for being open, and one for each read under way: the last of them lets go of reusable bytes. */
    private final AtomicInteger uses = new AtomicInteger(1);

    private volatile @Nullable Content content;

    /** A handle for a content that is held for it. */
    MemoryReadHandle(FileInfo info, Content held) {
        this.info = info;
        this.content = held;
    }

    @Override
    public FileInfo info() {
        return info;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        Content used = use();
        try {
            return used.read(target, position);
        } finally {
            endUse(used);
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        Content used = use();
        try {
            return used.transferTo(position, count, target);
        } finally {
            endUse(used);
        }
    }

    /** Lets go of the bytes, also where somebody keeps the closed handle. */
    @Override
    public synchronized void close() {
        Content used = content;
        content = null;
        if (used != null) {
            endUse(used);
        }
    }

    private Content use() throws AsynchronousCloseException {
        Content used = content;
        if (used == null || (used.isReusable() && !countUse())) {
            throw new AsynchronousCloseException();
        }
        return used;
    }

    private boolean countUse() {
        for (int now = uses.get(); now > 0; now = uses.get()) {
            if (uses.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    private void endUse(Content used) {
        if (used.isReusable() && uses.decrementAndGet() == 0) {
            used.release();
        }
    }
}
