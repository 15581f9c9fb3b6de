package io.anyfs.cli;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.memory.MemoryProvider;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens {@code shelf://NAME/path}: a storage in memory that is there again for the next command. */
public final class ShelfProvider implements BackendProvider {

    private static final Map<String, Backend> SHELVES = new ConcurrentHashMap<>();

    @Override
    public Set<String> schemes() {
        return Set.of("shelf");
    }

    @Override
    public String description() {
        return "a storage in memory for tests: shelf://NAME";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public Backend open(FsUrl url) {
        return new Shelf(SHELVES.computeIfAbsent(url.host(), name -> {
            try {
                return new MemoryProvider().open(FsUrl.parse("mem:"));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }));
    }

    @Override
    public Location locate(FsUrl url) {
        return new Location(url.withPath(""), url.path().isEmpty() ? FsPath.ROOT : FsPath.of(url.path()));
    }

    /** What stays when its borrower has closed it. */
    private static final class Shelf extends ForwardingBackend {
        Shelf(Backend storage) {
            super(storage);
        }

        @Override
        public void close() {}
    }
}
