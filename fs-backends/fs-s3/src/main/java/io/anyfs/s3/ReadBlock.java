package io.anyfs.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A range of an object that is being fetched or is there. Its state is guarded by the {@link ReadAhead} that it belongs to. */
final class ReadBlock {

    private final long start;
    private final int length;
    private final Cancellation cancellation = new Cancellation();
    private final FutureTask<byte[][]> task;
    private volatile boolean failed;
    /** What was fetched, when nothing is written into it any more. */
    private volatile byte @Nullable [] @Nullable [] fetched;

    private final int reserved;
    private int readers;
    private boolean dropped;

    /**
     * A block that is to be fetched.
     *
     * @param memory where its chunks are from
     * @param reserved bytes of the memory that the block has
     */
    ReadBlock(StoredBytes stored, long start, int length, ReadMemory memory, int reserved) {
        this.start = start;
        this.length = length;
        this.reserved = reserved;
        this.task = new FutureTask<>(() -> fetch(stored, memory));
    }

    /** A block from the start on that is there, in one chunk. */
    ReadBlock(byte[] first, int reserved) {
        this.start = 0;
        this.length = first.length;
        this.reserved = reserved;
        this.task = new FutureTask<>(() -> new byte[][] {first});
        task.run();
        this.fetched = new byte[][] {first};
    }

    void submit(ExecutorService transfers) {
        transfers.execute(task);
    }

    private byte[][] fetch(StoredBytes stored, ReadMemory memory) throws IOException {
        try {
            byte[][] chunks = memory.chunks(length);
            cancellation.during(() -> stored.read(chunks, start, length));
            fetched = chunks;
            return chunks;
        } finally {
            failed = fetched == null;
        }
    }

    long start() {
        return start;
    }

    long end() {
        return start + length;
    }

    boolean holds(long position) {
        return position >= start && position < end();
    }

    boolean hasFailed() {
        return failed;
    }

    /** At least one and at most so many bytes from a position within the block on; waits for them. */
    ByteBuffer bytes(long position, int wanted) throws IOException {
        byte[][] chunks = chunks();
        int at = (int) (position - start);
        byte[] chunk = chunks[at / chunks[0].length];
        int from = at % chunks[0].length;
        return ByteBuffer.wrap(chunk, from, Math.min(wanted, chunk.length - from));
    }

    private byte[][] chunks() throws IOException {
        try {
            return task.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while bytes were fetched");
        } catch (CancellationException closed) {
            throw new AsynchronousCloseException();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException told) {
                throw told;
            }
            throw new IOException("reading failed", failure.getCause());
        }
    }

    int reserved() {
        return reserved;
    }

    void enter() {
        readers++;
    }

    void leave() {
        readers--;
    }

    /** Nobody else comes to read it. */
    void drop() {
        dropped = true;
    }

    boolean isUnused() {
        return dropped && readers == 0;
    }

    /** What can be used for something else: what was fetched, if nobody is reading it; {@code null} otherwise. */
    byte @Nullable [] @Nullable [] reusable() {
        return readers == 0 ? fetched : null;
    }

    /** Fails those who wait for it. */
    void cancel() {
        task.cancel(true);
        cancellation.cancel();
    }
}
