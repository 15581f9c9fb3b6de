package io.anyfs.overlay.quota;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts what a storage holds, without following links. */
final class TreeCount {

    private final Backend storage;
    private final Deque<FsPath> directories = new ArrayDeque<>();
    private final ListOptions options;
    private Amount total = Amount.NONE;
    private boolean links;

    private TreeCount(Backend storage) {
        this.storage = storage;
        this.options = storage.capabilities(FsPath.ROOT).has(Capability.RECURSIVE_LIST)
                ? ListOptions.TREE
                : ListOptions.ENTRIES;
    }

    /**
     * What there is.
     *
     * @param links whether there is any link among it
     */
    record Result(Amount total, boolean links) {}

    /** Counts all below the root. An interrupt ends it. */
    static Result of(Backend storage) throws IOException {
        TreeCount count = new TreeCount(storage);
        count.countIn(FsPath.ROOT);
        while (!count.directories.isEmpty()) {
            FsPath directory = count.directories.pop();
            try {
                count.countIn(directory);
            } catch (NoSuchFileException deletedMeanwhile) {
                // It has nothing to count any more.
            }
        }
        return new Result(count.total, count.links);
    }

    private void countIn(FsPath directory) throws IOException {
        try (BackendListing listing = storage.list(directory, options)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException(directory + ": interrupted while counting");
                }
                total = total.plus(Amount.of(entry));
                links |= entry.isSymbolicLink();
                if (entry.isDirectory() && !options.recursive()) {
                    directories.push(entry.path());
                }
            }
        }
    }
}
