package io.anyfs.cache;

import io.anyfs.FileChangedException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one version of a file, for one reader: from the cache, fetched from the storage where they are missing, or waited
 * for where somebody else fetches them already. Safe for use by many threads.
 */
final class CachedBlocks implements Closeable {

    /** A block that is evicted as soon as it was fetched, time and again, is read from the storage. */
    private static final int TRIES = 3;

    private final BlockStore store;
    private final CacheCounters counters;
    private final CachedFile file;
    private final StorageFile source;
    private final int blockBytes;
    private final SequentialRuns runs;
    private final CompletableFuture<Flight.Landing> closing = new CompletableFuture<>();

    CachedBlocks(
            BlockStore store, CacheCounters counters, CachedFile file, StorageFile source, CachingOptions options) {
        this.store = store;
        this.counters = counters;
        this.file = file;
        this.source = source;
        this.blockBytes = options.blockBytes();
        this.runs = new SequentialRuns(Math.max(1, options.readAheadBytes() / options.blockBytes()));
    }

    /**
     * A block, open.
     *
     * @param wanted how many blocks from this one on the reader asks for
     * @return {@code null} if it cannot be had from the cache, so that the storage has to be read
     */
    @Nullable
    OpenBlock open(long index, long wanted) throws IOException {
        runs.needed(index);
        boolean missed = false;
        for (int tries = 0; tries < TRIES && !file.isDropped(); tries++) {
            Block block = file.block(index);
            OpenBlock open = block == null ? null : openOwn(block);
            if (block != null && open != null) {
                boolean ahead = block.takeAhead();
                if (!missed) {
                    (ahead ? counters.fetchedAhead : counters.hits).increment();
                }
                return open;
            }
            if (!missed) {
                counters.misses.increment();
                missed = true;
            }
            if (block == null && !fetch(index, wanted)) {
                return null;
            }
        }
        return null;
    }

    /** Opens a block of this very file; {@code null} if it cannot be used. */
    private @Nullable OpenBlock openOwn(Block block) throws IOException {
        OpenBlock open = store.open(block);
        if (open != null && file.isDropped()) {
            // Where a storage has no versions, a block of the changed file may have been stored by the same name
            // meanwhile.
            open.close();
            return null;
        }
        return open;
    }

    /** Lets go of a block that turned out not to be readable. */
    void discard(OpenBlock block, UnreadableBlockException why) throws IOException {
        IOException failure = why.failure();
        if (failure == null) {
            store.corrupt(block.block());
        } else {
            counters.failed(failure);
        }
        block.close();
    }

    /** Sees to it that a block is fetched; whether it makes sense to look for it. */
    private boolean fetch(long index, long wanted) throws IOException {
        Flight mine = new Flight();
        Flight others = file.take(index, mine);
        if (others != null) {
            return await(others) == Flight.Landing.LOOK_AGAIN;
        }
        if (file.block(index) != null) {
            file.landed(index, mine, Flight.Landing.LOOK_AGAIN);
            return true;
        }
        BlockRun run =
                BlockRun.begin(store, file, blockBytes, source.info().size(), index, mine, runs.missing(index, wanted));
        try (run) {
            fill(run);
        } catch (IOException failure) {
            // What failed ahead of the reader is for the one who needs it.
            if (Thread.currentThread().isInterrupted() || !(run.isUseful() || run.cannotStore())) {
                throw failure;
            }
        }
        return run.isUseful();
    }

    private void fill(BlockRun run) throws IOException {
        long position = run.begin();
        while (position < run.end()) {
            long sent = source.open().transferTo(position, run.end() - position, run);
            if (sent <= 0) {
                throw new FileChangedException(
                        source.info().path().toString(), "it ended after " + position + " bytes");
            }
            counters.bytesFromStorage.add(sent);
            position += sent;
        }
    }

    private Flight.Landing await(Flight flight) throws IOException {
        try {
            CompletableFuture.anyOf(flight, closing).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException)
                    new InterruptedIOException("interrupted while the block was fetched").initCause(interrupted);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("flights and closing never fail", impossible);
        }
        if (closing.isDone()) {
            throw new AsynchronousCloseException();
        }
        return flight.join();
    }

    /** Ends waiting, and lets go of the blocks. */
    @Override
    public void close() {
        closing.complete(Flight.Landing.LOOK_AGAIN);
        store.release(file);
    }
}
