package io.anyfs.cache;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is stored of one version of a file. Blocks are looked up without a lock. */
final class CachedFile {

    private final FileKey key;
    private final Map<Long, Block> blocks = new ConcurrentHashMap<>();
    private final Map<Long, Flight> flights = new ConcurrentHashMap<>();
    private volatile boolean dropped;

    // Guarded by the store's lock.
    private int readers;

    CachedFile(FileKey key) {
        this.key = key;
    }

    FileKey key() {
        return key;
    }

    @Nullable
    Block block(long index) {
        return blocks.get(index);
    }

    Collection<Block> blocks() {
        return blocks.values();
    }

    void add(Block block) {
        blocks.put(block.index(), block);
    }

    boolean remove(Block block) {
        return blocks.remove(block.index(), block);
    }

    /** Whether nothing may be stored under this key any more, by those who have it. */
    boolean isDropped() {
        return dropped;
    }

    void drop() {
        dropped = true;
    }

    /**
     * Makes the caller the one who fetches the block.
     *
     * @return who fetches it already; {@code null} if the caller is to, and to {@linkplain #landed end} the flight
     */
    @Nullable
    Flight take(long index, Flight flight) {
        return flights.putIfAbsent(index, flight);
    }

    void landed(long index, Flight flight, Flight.Landing landing) {
        flights.remove(index, flight);
        flight.complete(landing);
    }

    void reader(int more) {
        readers += more;
    }

    boolean isUnused() {
        return readers == 0 && blocks.isEmpty();
    }
}
