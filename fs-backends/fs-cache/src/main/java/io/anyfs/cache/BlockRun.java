package io.anyfs.cache;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive blocks of a file that one reader fetches with one call on the storage: what the storage sends is stored block by
 * block, and each block is there for others as soon as it is whole. Used by one thread.
 */
final class BlockRun implements WritableByteChannel, Closeable {

    private final BlockStore store;
    private final CachedFile file;
    private final int blockBytes;
    private final long first;
    private final long end;
    private final byte[] array;
    private final ByteBuffer buffer;
    // Of the blocks that are not stored yet.
    private final Deque<Flight> flights;

    private long next;
    private @Nullable BlockDraft draft;
    private int reserved;
    private @Nullable IOException failure;
    private boolean closed;

    /** Ends a call on the storage when there is no use in more bytes. */
    private static final class NotStored extends IOException {
        private static final long serialVersionUID = 1L;

        NotStored(@Nullable IOException cause) {
            super("the block cannot be stored", cause);
        }
    }

    private BlockRun(BlockStore store, CachedFile file, int blockBytes, long first, long end, Deque<Flight> flights) {
        this.store = store;
        this.file = file;
        this.blockBytes = blockBytes;
        this.first = first;
        this.next = first;
        this.end = end;
        this.flights = flights;
        this.array = store.arrays().take();
        this.buffer = ByteBuffer.wrap(array);
    }

    /**
     * Takes a block that the caller is to fetch, and those behind it that nobody has or fetches.
     *
     * @param flight of the first block
     * @param most how many blocks, 1 or more
     * @param fileSize in bytes
     */
    static BlockRun begin(
            BlockStore store, CachedFile file, int blockBytes, long fileSize, long first, Flight flight, int most) {
        Deque<Flight> flights = new ArrayDeque<>();
        flights.add(flight);
        long last = (fileSize - 1) / blockBytes;
        while (flights.size() < most && first + flights.size() <= last) {
            long index = first + flights.size();
            Flight more = new Flight();
            if (file.block(index) != null || file.take(index, more) != null) {
                break;
            }
            flights.add(more);
        }
        long end = Math.min(fileSize, (first + flights.size()) * blockBytes);
        return new BlockRun(store, file, blockBytes, first, end, flights);
    }

    /** Where the first block begins in the file, in bytes. */
    long begin() {
        return first * blockBytes;
    }

    /** Where the last block ends in the file, in bytes. */
    long end() {
        return end;
    }

    /** Whether the first block is stored. */
    boolean isUseful() {
        return next > first;
    }

    /** Whether it ended because blocks cannot be stored, not because they cannot be read. */
    boolean cannotStore() {
        return failure != null;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int given = source.remaining();
        while (source.hasRemaining() && next * blockBytes < end) {
            try {
                store(source);
            } catch (IOException failed) {
                failure = failed;
                throw failed;
            }
        }
        return given - source.remaining();
    }

    private void store(ByteBuffer source) throws IOException {
        BlockDraft open = draft != null ? draft : startBlock();
        int left = reserved - open.written() - buffer.position();
        int count = Math.min(left, Math.min(buffer.remaining(), source.remaining()));
        buffer.put(source.slice(source.position(), count));
        source.position(source.position() + count);
        if (count == left || !buffer.hasRemaining()) {
            open.write(buffer.flip());
            buffer.clear();
        }
        if (count == left) {
            endBlock(open);
        }
    }

    private BlockDraft startBlock() throws IOException {
        int length = (int) Math.min(blockBytes, end - next * blockBytes);
        if (file.isDropped() || !store.reserve(length)) {
            throw new NotStored(null);
        }
        reserved = length;
        BlockDraft started = store.draft(length);
        draft = started;
        return started;
    }

    private void endBlock(BlockDraft open) throws IOException {
        if (!store.publish(file, next, open, next > first)) {
            throw new NotStored(null);
        }
        draft = null;
        reserved = 0;
        file.landed(next, flights.remove(), Flight.Landing.LOOK_AGAIN);
        next++;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    /** Ends the run; blocks that were not stored are left to those who need them. */
    @Override
    public void close() {
        closed = true;
        IOException why = failure;
        try {
            if (draft != null) {
                draft.abandon();
            }
        } catch (IOException failed) {
            why = why == null ? failed : why;
        } finally {
            if (reserved > 0) {
                store.unreserve(reserved);
            }
            store.arrays().giveBack(array);
            boolean interrupted = Thread.currentThread().isInterrupted();
            if (why != null && !(why instanceof NotStored) && !interrupted) {
                store.failed(why);
            }
            Flight.Landing landing = why == null || interrupted ? Flight.Landing.LOOK_AGAIN : Flight.Landing.NOT_STORED;
            long index = next;
            for (Flight flight : flights) {
                file.landed(index++, flight, landing);
            }
        }
    }
}
