package io.anyfs.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches an object in blocks. Who reads on where the last block ended gets larger and larger ones, the more the farther ahead;
 * who jumps gets what was asked for. A few may read on at different places at once. Safe for use by many threads.
 */
final class ReadAhead {

    /** What is fetched with the facts of an object when it is opened: most files are small. */
    static final int FIRST_BLOCK = PartMemory.CHUNK;

    private static final int SMALLEST_BLOCK = 16 * 1024;
    static final int LARGEST_BLOCK = 8 << 20;
    private static final long FARTHEST_AHEAD = 4L * LARGEST_BLOCK;
    /** What is read from the start on is likely to be read to its end, if more of it is read than to see what it is. */
    private static final long AHEAD_FROM_START = 8L << 20;

    private static final long GLIMPSE = 64 * 1024;
    /** At how many places readers are followed. */
    private static final int RUNS = 4;
    /** After how many reads at other places a place has to give its memory to them. */
    private static final int IDLE_READS = 8 * RUNS;

    private final StoredBytes stored;
    private final long size;
    private final ExecutorService transfers;
    private final ReadMemory memory;
    // Guarded by this object's lock.
    /** The places where it is read, the last one first. */
    private final Deque<Run> runs = new ArrayDeque<>();
    /** All blocks that have not ended, those included that were dropped while somebody reads them. */
    private final Set<ReadBlock> blocks = new HashSet<>();

    /** What these blocks have of the memory of all readers. */
    private long reserved;

    private long reads;
    private boolean closed;

    /** @param first the first bytes of the object, which were fetched with its facts */
    ReadAhead(StoredBytes stored, long size, byte[] first, ExecutorService transfers, ReadMemory memory) {
        this.stored = stored;
        this.size = size;
        this.transfers = transfers;
        this.memory = memory;
        Run run = new Run(0);
        run.add(new ReadBlock(first, memory.tryReserve(first.length, 0) ? first.length : 0));
        runs.add(run);
    }

    /**
     * Takes some of the bytes that are there, and returns how many. They are there only until it returns. Who takes all may get
     * more.
     */
    @FunctionalInterface
    interface Taking {
        int take(ByteBuffer bytes) throws IOException;
    }

    /** Gives some bytes from a position within the object on, at least one; returns how many of them were taken. */
    int read(long position, int wanted, Taking taking) throws IOException {
        if (wanted == 0) {
            requireOpen();
            return 0;
        }
        ReadBlock block = enter(position, wanted);
        try {
            int done = 0;
            boolean takesMore = true;
            while (takesMore && done < wanted && position + done < block.end()) {
                ByteBuffer bytes = block.bytes(position + done, wanted - done);
                int given = bytes.remaining();
                int taken = taking.take(bytes);
                done += taken;
                takesMore = taken == given;
            }
            return done;
        } finally {
            leave(block);
        }
    }

    synchronized void requireOpen() throws AsynchronousCloseException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
    }

    /** Ends what is being fetched; who waits for it fails. */
    synchronized void close() {
        closed = true;
        runs.clear();
        List.copyOf(blocks).forEach(this::end);
    }

    private synchronized ReadBlock enter(long position, int wanted) throws IOException {
        requireOpen();
        Run run = follow(position);
        ReadBlock block = run.reach(position, wanted);
        block.enter();
        run.fetchAhead(position, wanted);
        return block;
    }

    private synchronized void leave(ReadBlock block) {
        block.leave();
        endIfUnused(block);
    }

    private void drop(ReadBlock block) {
        block.drop();
        endIfUnused(block);
    }

    private void endIfUnused(ReadBlock block) {
        if (block.isUnused()) {
            end(block);
        }
    }

    private void end(ReadBlock block) {
        if (blocks.remove(block)) {
            block.cancel();
            byte[][] reusable = block.reusable();
            if (reusable != null) {
                memory.giveBack(reusable);
            }
            reserved -= block.reserved();
            memory.release(block.reserved());
        }
    }

    /** The run that a position belongs to; a new one in place of the least recently used if it is a jump. */
    private Run follow(long position) {
        Run found = null;
        for (Run run : runs) {
            // Where one fetches ahead into what another reads, each goes on with its own.
            if (run.isAbout(position) && (found == null || run.distance(position) < found.distance(position))) {
                found = run;
            }
        }
        if (found == null) {
            found = new Run(position);
            if (runs.size() == RUNS) {
                runs.removeLast().blocks.forEach(this::drop);
            }
        } else {
            runs.remove(found);
        }
        runs.addFirst(found);
        found.lastPosition = position;
        found.lastRead = ++reads;
        return found;
    }

    /** Forgets a place where nobody has read for a while; false if there is none. */
    private boolean dropIdle() {
        Run last = runs.getLast();
        if (reads - last.lastRead < IDLE_READS) {
            return false;
        }
        runs.remove(last);
        last.blocks.forEach(this::drop);
        return true;
    }

    /** Blocks one behind the other, from where somebody began to read. */
    private final class Run {
        private final long start;
        private final Deque<ReadBlock> blocks = new ArrayDeque<>();
        private long end;
        private int blockSize = FIRST_BLOCK;
        private long lastPosition;
        private long lastRead;

        Run(long start) {
            this.start = start;
            this.end = start;
        }

        /** Within its blocks, or a little behind them: of several reads under way at once, a later one may come first. */
        boolean isAbout(long position) {
            long first = blocks.isEmpty() ? end : blocks.getFirst().start();
            return position >= first && position < end + FIRST_BLOCK;
        }

        long distance(long position) {
            return Math.abs(position - lastPosition);
        }

        void add(ReadBlock block) {
            blocks.add(block);
            end = block.end();
            ReadAhead.this.blocks.add(block);
            reserved += block.reserved();
        }

        /** The block that holds a position; fetches it if it is not there. */
        ReadBlock reach(long position, int wanted) throws IOException {
            ReadBlock found = held(position);
            while (found == null) {
                boolean jumped = end == start;
                int count = jumped ? Math.max(SMALLEST_BLOCK, Math.min(wanted, LARGEST_BLOCK)) : blockSize;
                if (!fetch(count)) {
                    fetchLess(count);
                } else if (!jumped) {
                    grow();
                }
                found = held(position);
            }
            dropBehind(found);
            return found;
        }

        /** Others need the memory: fetches what there is left for, and small steps do without. */
        private void fetchLess(int tooMuch) throws IOException {
            for (int count = tooMuch / 2; count > FIRST_BLOCK; count /= 2) {
                if (fetch(count)) {
                    blockSize = count;
                    return;
                }
            }
            blockSize = FIRST_BLOCK;
            submit((int) Math.min(Math.min(tooMuch, FIRST_BLOCK), size - end), 0);
        }

        /** Fetches the farther ahead, the more of the run was read. */
        void fetchAhead(long position, int wanted) throws IOException {
            long read = position - start;
            long likely = 2 * read + (start == 0 && read >= GLIMPSE ? AHEAD_FROM_START : 0);
            long ahead = Math.min(FARTHEST_AHEAD / runs.size(), Math.max(wanted, likely));
            while (end < size && end - position < ahead && fetch(blockSize)) {
                grow();
            }
        }

        private void grow() {
            blockSize = Math.min(blockSize * 2, LARGEST_BLOCK);
        }

        /** What failed, a while ago perhaps, is tried again. */
        private @Nullable ReadBlock held(long position) {
            for (ReadBlock block : blocks) {
                if (block.holds(position)) {
                    if (!block.hasFailed()) {
                        return block;
                    }
                    while (end > block.start()) {
                        ReadBlock last = blocks.removeLast();
                        end = last.start();
                        drop(last);
                    }
                    return null;
                }
            }
            return null;
        }

        /** Fetches the next block if there is memory for it. */
        private boolean fetch(int most) throws IOException {
            int count = (int) Math.min(most, size - end);
            while (!memory.tryReserve(count, reserved)) {
                if (!dropIdle()) {
                    return false;
                }
            }
            submit(count, count);
            return true;
        }

        private void submit(int count, int reserving) throws IOException {
            ReadBlock block = new ReadBlock(stored, end, count, memory, reserving);
            boolean submitted = false;
            try {
                block.submit(transfers);
                submitted = true;
            } catch (RejectedExecutionException ended) {
                throw new AsynchronousCloseException();
            } finally {
                if (!submitted) {
                    memory.release(reserving);
                }
            }
            add(block);
        }

        /** One block behind the reader stays, for those who read in a little disorder. */
        private void dropBehind(ReadBlock reached) {
            long before = -1;
            for (ReadBlock block : blocks) {
                if (block == reached) {
                    break;
                }
                before = block.start();
            }
            while (before >= 0 && blocks.getFirst().start() < before) {
                drop(blocks.removeFirst());
            }
        }
    }
}
