package io.anyfs.it.tree;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A real storage that can list whole trees, breadth first. Does not own the storage. */
final class RecursiveBackend extends ForwardingBackend {

    private int treeListings;
    private int entryListings;

    RecursiveBackend(Backend delegate) {
        super(delegate);
    }

    int treeListings() {
        return treeListings;
    }

    int entryListings() {
        return entryListings;
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return super.capabilities(path).with(Capability.RECURSIVE_LIST);
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        if (!options.recursive()) {
            entryListings++;
            return super.list(directory, options);
        }
        treeListings++;
        Deque<FsPath> directories = new ArrayDeque<>();
        Deque<FileInfo> entries = new ArrayDeque<>();
        directories.add(directory);
        while (!directories.isEmpty()) {
            try (BackendListing listing = super.list(directories.remove(), ListOptions.ENTRIES)) {
                for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                    entries.add(entry);
                    if (entry.isDirectory()) {
                        directories.add(entry.path());
                    }
                }
            }
        }
        return new BackendListing() {
            @Override
            public @Nullable FileInfo next() {
                return entries.poll();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
