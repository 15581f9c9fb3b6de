package io.anyfs.cache;

import io.anyfs.spi.ArrayPool;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Blocks on disk, within bounds. Whatever goes wrong with the disk is counted, and is a block that is not there. */
final class BlockStore implements Closeable {

    /** After a failure so many blocks are not stored, so that a full disk does not cost a try for each. */
    private static final int PAUSE = 16;

    private final BlockDirectory directory;
    private final long maxBytes;
    private final int maxBlocks;
    private final CacheCounters counters;
    private final AtomicInteger pause = new AtomicInteger();
    private final Object lock = new Object();

    // Guarded by the lock.
    private final BlockIndex index = new BlockIndex();
    private final RecentChanges changes = new RecentChanges();
    private final Deque<Block> undeleted = new ArrayDeque<>();
    private long bytes;
    private int underWay;

    private BlockStore(BlockDirectory directory, CachingOptions options, CacheCounters counters) {
        this.directory = directory;
        this.maxBytes = options.maxBytes();
        this.maxBlocks = options.maxBlocks();
        this.counters = counters;
    }

    /** Opens the directory of a cache, with the blocks that are in it. */
    static BlockStore open(CachingOptions options, CacheCounters counters) throws IOException {
        BlockDirectory directory = BlockDirectory.open(options.directory());
        boolean opened = false;
        try {
            BlockStore store = new BlockStore(directory, options, counters);
            store.fill(directory.scan());
            opened = true;
            return store;
        } finally {
            if (!opened) {
                directory.close();
            }
        }
    }

    // ---------------------------------------------------------------- reading

    /** A moment, for {@link #open}. */
    long now() {
        synchronized (lock) {
            return changes.now();
        }
    }

    /** Whether blocks of any version of a path may be there. */
    boolean knows(long pathTag) {
        synchronized (lock) {
            return index.knows(pathTag);
        }
    }

    /**
     * The blocks of a version of a file, for somebody who {@linkplain #release releases} them.
     *
     * @param since when the caller began to ask the storage for the version
     * @return {@code null} if the file was changed through this cache since then, or is being changed
     */
    @Nullable
    CachedFile open(FileKey key, long since) {
        synchronized (lock) {
            return changes.touched(key, since) ? null : index.open(key);
        }
    }

    void release(CachedFile file) {
        synchronized (lock) {
            index.close(file);
        }
    }

    /**
     * Opens a block that is in the index.
     *
     * @return {@code null} if it is not there or its header is not whole, and then is out of the index; or if the disk fails
     * @throws ClosedByInterruptException if the thread is interrupted
     */
    @Nullable
    OpenBlock open(Block block) throws ClosedByInterruptException {
        try {
            OpenBlock open = directory.open(block);
            if (open != null) {
                block.markUsed();
                return open;
            }
            corrupt(block);
        } catch (NoSuchFileException evicted) {
            discard(block);
        } catch (ClosedByInterruptException interrupted) {
            throw interrupted;
        } catch (IOException failure) {
            counters.failed(failure);
        }
        return null;
    }

    /** A block was read that is not what was stored. It is out of the index then. */
    void corrupt(Block block) {
        counters.corrupt.increment();
        discard(block);
    }

    // ---------------------------------------------------------------- storing

    /** Makes room for a block; whether there is any. */
    boolean reserve(int length) {
        if (pause.get() > 0 && pause.getAndDecrement() > 0) {
            return false;
        }
        long charge = Block.charge(length);
        while (true) {
            Block victim;
            synchronized (lock) {
                if (bytes + charge <= maxBytes && index.blocks() + underWay + undeleted.size() < maxBlocks) {
                    bytes += charge;
                    underWay++;
                    return true;
                }
                victim = index.evict();
            }
            if (victim == null) {
                if (!deleteAgain()) {
                    return false;
                }
            } else {
                counters.evictions.increment();
                if (!delete(victim)) {
                    // Otherwise a directory that lets nothing go would cost all that is in the index.
                    pause.set(PAUSE);
                    return false;
                }
                deleteAgain();
            }
        }
    }

    /** Gives back room for a block that was not stored. */
    void unreserve(int length) {
        synchronized (lock) {
            bytes -= Block.charge(length);
            underWay--;
        }
    }

    BlockDraft draft(int length) throws IOException {
        return directory.draft(length);
    }

    /**
     * Stores a block for which room is reserved.
     *
     * @param ahead whether nobody has needed it yet
     * @return whether it is stored; not if the file was changed through this cache meanwhile
     */
    boolean publish(CachedFile file, long blockIndex, BlockDraft draft, boolean ahead) throws IOException {
        Block block = Block.fetched(file, blockIndex, draft.length(), ahead);
        draft.finish(file.key(), blockIndex);
        synchronized (lock) {
            if (file.isDropped()) {
                return false;
            }
            // Under the lock: otherwise a process that is killed could leave a block of what was changed meanwhile.
            directory.place(draft, block);
            underWay--;
            index.add(block);
            replaceUndeleted(block);
            return true;
        }
    }

    /** Counts a failure of the disk, and lets it rest. */
    void failed(IOException failure) {
        counters.failed(failure);
        pause.set(PAUSE);
    }

    // ---------------------------------------------------------------- changes

    /**
     * Something is going to change what these tags name. Until {@link #changed} nothing is stored for them.
     *
     * @param weak whether it may change any path of a storage without versions
     */
    void changing(boolean weak, long... tags) {
        drop(true, weak, tags);
    }

    /** The change was made, or failed. */
    void changed(boolean weak, long... tags) {
        synchronized (lock) {
            changes.end(tags);
        }
        drop(false, weak, tags);
    }

    /** What this tag names has another content now. */
    void replaced(long tag) {
        drop(false, false, tag);
    }

    private void drop(boolean begin, boolean weak, long... tags) {
        List<Block> dropped;
        synchronized (lock) {
            if (begin) {
                changes.begin(tags);
            }
            changes.happened(weak, tags);
            dropped = new ArrayList<>();
            for (long tag : tags) {
                dropped.addAll(index.drop(index.tagged(tag)));
            }
            if (weak) {
                dropped.addAll(index.drop(index.weak()));
            }
        }
        dropped.forEach(this::delete);
    }

    // ----------------------------------------------------------------

    ArrayPool arrays() {
        return directory.arrays();
    }

    CacheStatistics statistics() {
        synchronized (lock) {
            return counters.statistics(index.blocks(), bytes, undeleted.size());
        }
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            int left;
            synchronized (lock) {
                left = undeleted.size();
            }
            for (; left > 0; left--) {
                deleteAgain();
            }
        }
    }

    private void fill(List<BlockDirectory.Found> found) {
        for (BlockDirectory.Found each : found) {
            synchronized (lock) {
                Block block = Block.found(index.file(each.key()), each.index(), each.length());
                index.add(block);
                bytes += block.charge();
            }
        }
        int failures = 0;
        while (failures < PAUSE) {
            Block victim;
            synchronized (lock) {
                victim = bytes > maxBytes || index.blocks() > maxBlocks ? index.evict() : null;
            }
            if (victim == null) {
                return;
            }
            failures += delete(victim) ? 0 : 1;
        }
    }

    private void discard(Block block) {
        boolean mine;
        synchronized (lock) {
            mine = index.remove(block);
        }
        if (mine) {
            delete(block);
        }
    }

    /** Deletes what is out of the index; whether it is gone. Its room counts until then. */
    private boolean delete(Block block) {
        IOException failure = tryDelete(block);
        if (failure != null) {
            counters.failed(failure);
        }
        return failure == null;
    }

    /** Tries again to delete the block that could not be deleted for longest; whether it is gone. */
    private boolean deleteAgain() {
        Block block;
        synchronized (lock) {
            block = undeleted.poll();
        }
        return block != null && tryDelete(block) == null;
    }

    private @Nullable IOException tryDelete(Block block) {
        try {
            directory.delete(block);
        } catch (IOException failure) {
            synchronized (lock) {
                undeleted.add(block);
            }
            return failure;
        }
        synchronized (lock) {
            bytes -= block.charge();
        }
        return null;
    }

    /** A block has taken the place of one that could not be deleted. */
    private void replaceUndeleted(Block block) {
        undeleted.removeIf(old -> {
            boolean replaced = old.index() == block.index()
                    && old.file().key().equals(block.file().key());
            bytes -= replaced ? old.charge() : 0;
            return replaced;
        });
    }
}
