package io.anyfs.cache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks there are, by file, by what can change, and in the order in which they go. Guarded by the lock of
 * {@link BlockStore}, but for looking up a block of a file that is at hand.
 *
 * <p>They go by CLOCK (second chance): a block that was used again since the hand last passed stays for another round. A hit then
 * needs no lock, and a file that is read once from end to end drives out itself before it drives out what is read again.
 */
final class BlockIndex {

    private final Map<FileKey, CachedFile> files = new HashMap<>();
    private final Map<Long, Set<CachedFile>> byTag = new HashMap<>();
    private final Set<CachedFile> weak = new HashSet<>();
    private final LinkedHashSet<Block> clock = new LinkedHashSet<>();

    /** The file of a key, with one more reader. */
    CachedFile open(FileKey key) {
        CachedFile file = file(key);
        file.reader(1);
        return file;
    }

    /** One reader less. */
    void close(CachedFile file) {
        file.reader(-1);
        forgetUnused(file);
    }

    CachedFile file(FileKey key) {
        CachedFile there = files.get(key);
        if (there != null) {
            return there;
        }
        CachedFile file = new CachedFile(key);
        files.put(key, file);
        byTag.computeIfAbsent(key.pathTag(), tag -> new HashSet<>(2)).add(file);
        if (key.weak()) {
            weak.add(file);
        }
        if (key.idTag() != 0) {
            byTag.computeIfAbsent(key.idTag(), tag -> new HashSet<>(2)).add(file);
        }
        return file;
    }

    void add(Block block) {
        block.file().add(block);
        clock.add(block);
    }

    /** Whether the block was there. */
    boolean remove(Block block) {
        clock.remove(block);
        boolean removed = block.file().remove(block);
        forgetUnused(block.file());
        return removed;
    }

    /** Takes out the block that is to go next; {@code null} if there is none. */
    @Nullable
    Block evict() {
        while (true) {
            Iterator<Block> hand = clock.iterator();
            if (!hand.hasNext()) {
                return null;
            }
            Block next = hand.next();
            hand.remove();
            if (!next.wasUsedAgain()) {
                remove(next);
                return next;
            }
            clock.add(next);
        }
    }

    int blocks() {
        return clock.size();
    }

    /** Whether anything is known of what has this tag. */
    boolean knows(long tag) {
        return byTag.containsKey(tag);
    }

    List<CachedFile> tagged(long tag) {
        return List.copyOf(byTag.getOrDefault(tag, Set.of()));
    }

    List<CachedFile> weak() {
        return List.copyOf(weak);
    }

    /** Takes out files with all their blocks, for good: those who have them store nothing more. */
    List<Block> drop(Collection<CachedFile> dropped) {
        List<Block> blocks = new ArrayList<>();
        for (CachedFile file : dropped) {
            file.drop();
            forget(file);
            for (Block block : List.copyOf(file.blocks())) {
                remove(block);
                blocks.add(block);
            }
        }
        return blocks;
    }

    private void forgetUnused(CachedFile file) {
        if (file.isUnused()) {
            forget(file);
        }
    }

    private void forget(CachedFile file) {
        if (files.remove(file.key(), file)) {
            weak.remove(file);
            untag(file.key().pathTag(), file);
            untag(file.key().idTag(), file);
        }
    }

    private void untag(long tag, CachedFile file) {
        Set<CachedFile> tagged = byTag.get(tag);
        if (tagged != null && tagged.remove(file) && tagged.isEmpty()) {
            byTag.remove(tag);
        }
    }
}
