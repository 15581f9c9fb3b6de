package io.anyfs.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches an object in blocks. Who reads on where the last block ended gets larger and larger ones, several of them fetched
 * ahead at once; who jumps gets what was asked for. Safe for use by many threads.
 */
final class ReadAhead {

    /** What is fetched with the facts of an object when it is opened: most files are small. */
    static final int FIRST_BLOCK = 256 * 1024;

    private static final int LARGEST_BLOCK = 4 << 20;
    private static final int BLOCKS_AHEAD = 4;
    /** Blocks behind the reader that stay, for those who read in a little disorder. */
    private static final int BLOCKS_BEHIND = 1;

    private final StoredBytes stored;
    private final long size;
    private final ExecutorService workers;
    private final ReadMemory memory;
    // Guarded by this object's lock.
    private final Deque<Block> blocks = new ArrayDeque<>();
    private long nextToFetch;
    private int blockSize = FIRST_BLOCK;
    private boolean closed;

    /** @param first the first bytes of the object, which were fetched with its facts */
    ReadAhead(StoredBytes stored, long size, byte[] first, ExecutorService workers, ReadMemory memory) {
        this.stored = stored;
        this.size = size;
        this.workers = workers;
        this.memory = memory;
        blocks.add(new Block(0, first));
        nextToFetch = first.length;
    }

    /** Some bytes from a position on, at least one; at most {@code wanted} where they are fetched for this. */
    ByteBuffer at(long position, int wanted) throws IOException {
        if (wanted == 0) {
            requireOpen();
            return ByteBuffer.allocate(0);
        }
        Block block = block(position, wanted);
        byte[] bytes = block.bytes();
        int from = (int) (position - block.start);
        return ByteBuffer.wrap(bytes, from, bytes.length - from);
    }

    synchronized void requireOpen() throws AsynchronousCloseException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
    }

    /** Ends what is being fetched; who waits for it fails. */
    synchronized void close() {
        closed = true;
        blocks.forEach(Block::drop);
        blocks.clear();
    }

    private synchronized Block block(long position, int wanted) throws IOException {
        requireOpen();
        Block found = held(position);
        if (found == null && position != nextToFetch) {
            return jump(position, wanted);
        }
        if (found == null) {
            fetchNext();
            found = blocks.getLast();
        }
        dropBehind(found);
        while (blocks.size() - BLOCKS_BEHIND <= BLOCKS_AHEAD && nextToFetch < size && isReadingOn(found, position)) {
            if (!fetchNext()) {
                break;
            }
        }
        return found;
    }

    /** What is begun to be read on behind the first block is likely to be read to its end. */
    private boolean isReadingOn(Block found, long position) {
        return found.start > 0 || position > found.start;
    }

    private @Nullable Block held(long position) {
        for (Block block : blocks) {
            if (block.holds(position)) {
                return block;
            }
        }
        return null;
    }

    /** Fetches what was asked for; if it is read on there, the blocks go on from there. */
    private Block jump(long position, int wanted) throws IOException {
        blocks.forEach(Block::drop);
        blocks.clear();
        blockSize = FIRST_BLOCK;
        int count = (int) Math.min(Math.min(wanted, FIRST_BLOCK), size - position);
        Block block = fetch(position, count, 0);
        nextToFetch = position + count;
        return block;
    }

    private boolean fetchNext() throws IOException {
        int count = (int) Math.min(blockSize, size - nextToFetch);
        int reserved = count > FIRST_BLOCK ? count : 0;
        if (!memory.tryReserve(reserved)) {
            // Others need it: small steps do without.
            if (blocks.size() > BLOCKS_BEHIND) {
                return false;
            }
            blockSize = FIRST_BLOCK;
            count = (int) Math.min(blockSize, size - nextToFetch);
            reserved = 0;
        }
        fetch(nextToFetch, count, reserved);
        nextToFetch += count;
        blockSize = Math.min(blockSize * 2, LARGEST_BLOCK);
        return true;
    }

    private Block fetch(long position, int count, int reserved) throws IOException {
        try {
            Block block = new Block(position, count, reserved, workers.submit(() -> stored.read(position, count)));
            blocks.add(block);
            return block;
        } catch (RejectedExecutionException ended) {
            memory.release(reserved);
            throw new AsynchronousCloseException();
        }
    }

    private void dropBehind(Block reached) {
        int behind = 0;
        for (Block block : blocks) {
            if (block == reached) {
                break;
            }
            behind++;
        }
        for (; behind > BLOCKS_BEHIND; behind--) {
            blocks.remove().drop();
        }
    }

    /** A range that is being fetched or is there. */
    private final class Block {
        private final long start;
        private final int length;
        private final int reserved;
        private final @Nullable Future<byte[]> fetching;
        private volatile byte @Nullable [] fetched;
        private boolean dropped;

        Block(long start, byte[] fetched) {
            this.start = start;
            this.length = fetched.length;
            this.reserved = 0;
            this.fetching = null;
            this.fetched = fetched;
        }

        Block(long start, int length, int reserved, Future<byte[]> fetching) {
            this.start = start;
            this.length = length;
            this.reserved = reserved;
            this.fetching = fetching;
        }

        boolean holds(long position) {
            return position >= start && position < start + length;
        }

        byte[] bytes() throws IOException {
            byte[] bytes = fetched;
            if (bytes == null) {
                bytes = result();
                fetched = bytes;
            }
            return bytes;
        }

        private byte[] result() throws IOException {
            Future<byte[]> result = fetching;
            if (result == null) {
                throw new IllegalStateException("a block without bytes");
            }
            try {
                return result.get();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(stored.path() + ": interrupted");
            } catch (CancellationException ended) {
                throw new AsynchronousCloseException();
            } catch (ExecutionException failed) {
                forget(this);
                if (failed.getCause() instanceof IOException failure) {
                    requireOpen();
                    throw failure;
                }
                throw new IOException(stored.path() + ": reading failed", failed.getCause());
            }
        }

        void drop() {
            if (!dropped) {
                dropped = true;
                memory.release(reserved);
                if (fetching != null) {
                    fetching.cancel(true);
                }
            }
        }
    }

    /** A block that failed must not be what the next try gets. */
    private synchronized void forget(Block failed) {
        if (blocks.contains(failed)) {
            blocks.forEach(Block::drop);
            blocks.clear();
            nextToFetch = failed.start;
            blockSize = FIRST_BLOCK;
        }
    }
}
