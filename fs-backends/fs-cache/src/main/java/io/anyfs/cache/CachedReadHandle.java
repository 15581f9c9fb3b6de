package io.anyfs.cache;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A version of a file: bytes from blocks, or from the storage where there is no use in the cache. The block that was read last
 * stays open, so that what is read of it in small pieces is verified once.
 */
final class CachedReadHandle implements BackendReadHandle {

    /** A block that turns out not to be readable, time and again, is read from the storage. */
    private static final int TRIES = 3;

    private final StorageFile source;
    private final CachedBlocks blocks;
    private final CacheCounters counters;
    private final int blockBytes;
    private final AtomicReference<@Nullable OpenBlock> kept = new AtomicReference<>();
    private volatile boolean closed;

    CachedReadHandle(StorageFile source, CachedBlocks blocks, CacheCounters counters, int blockBytes) {
        this.source = source;
        this.blocks = blocks;
        this.counters = counters;
        this.blockBytes = blockBytes;
    }

    @Override
    public FileInfo info() {
        return source.info();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        long left = info().size() - position;
        if (left <= 0) {
            return -1;
        }
        for (int tries = 0; tries < TRIES; tries++) {
            OpenBlock block = take(position, Math.min(left, target.remaining()));
            if (block == null) {
                break;
            }
            try {
                int read = block.read(target, (int) (position % blockBytes));
                counters.bytesFromCache.add(read);
                keep(block);
                return read;
            } catch (UnreadableBlockException unreadable) {
                blocks.discard(block, unreadable);
            }
        }
        int read = source.open().read(target, position);
        counters.bytesFromStorage.add(Math.max(0, read));
        return read;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        long end = Math.min(info().size(), position + Math.min(count, Long.MAX_VALUE - position));
        long next = position;
        boolean full = false;
        for (int tries = 0; next < end && !full; ) {
            OpenBlock block = tries < TRIES ? take(next, end - next) : null;
            int offset = (int) (next % blockBytes);
            long wanted = Math.min(end - next, block == null ? blockBytes - offset : block.atOnce(offset, target));
            try {
                long sent = block == null
                        ? transferFromStorage(next, wanted, target)
                        : transfer(block, offset, (int) wanted, target);
                next += sent;
                full = sent < wanted;
                tries = 0;
            } catch (UnreadableBlockException unreadable) {
                tries++;
            }
        }
        return Math.max(0, next - position);
    }

    private long transferFromStorage(long position, long count, WritableByteChannel target) throws IOException {
        long sent = source.open().transferTo(position, count, target);
        counters.bytesFromStorage.add(sent);
        return sent;
    }

    private long transfer(OpenBlock block, int offset, int count, WritableByteChannel target) throws IOException {
        boolean usable = false;
        try {
            long sent = block.transferTo(offset, count, target);
            counters.bytesFromCache.add(sent);
            usable = true;
            return sent;
        } catch (UnreadableBlockException unreadable) {
            blocks.discard(block, unreadable);
            throw unreadable;
        } finally {
            if (usable) {
                keep(block);
            } else {
                block.close();
            }
        }
    }

    /** The block of a position, for this thread alone: an interrupt closes its channel for nobody else. */
    private @Nullable OpenBlock take(long position, long ahead) throws IOException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
        long index = position / blockBytes;
        OpenBlock last = kept.getAndSet(null);
        if (last != null) {
            if (last.block().index() == index) {
                return last;
            }
            last.close();
        }
        return blocks.open(index, (position + ahead - 1) / blockBytes - index + 1);
    }

    private void keep(OpenBlock block) throws IOException {
        OpenBlock other = kept.getAndSet(block);
        if (other != null) {
            other.close();
        }
        if (closed) {
            closeKept();
        }
    }

    private void closeKept() throws IOException {
        OpenBlock block = kept.getAndSet(null);
        if (block != null) {
            block.close();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try (source;
                blocks) {
            closeKept();
        }
    }
}
