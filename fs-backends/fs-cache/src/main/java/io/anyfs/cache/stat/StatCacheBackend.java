package io.anyfs.cache.stat;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;

/**
 * A storage of which facts, whole listings, and that nothing is there, are believed for a time to live.
 *
 * <p>What is changed through it is seen at once: when a call that changes something returns or fails, nothing is believed any more of
 * the entry, of all below it and of the directories above it, nor is what somebody was asking about them meanwhile. On a storage
 * with {@link Capability#SYMBOLIC_LINKS}, where one entry has many paths, nothing at all is. What others change is seen when the
 * time to live is over, counted from when the storage was asked; an open that finds another file than believed ends it earlier.
 *
 * <p>Opens always go to the storage, and so do recursive listings. Failures other than that nothing is there are not kept. Access
 * times and free space are not kept exact. Safe for use by many threads.
 */
public final class StatCacheBackend extends ForwardingBackend {

    private final FactCache facts;

    /** A cache of this backend, which it owns. */
    public StatCacheBackend(Backend delegate, StatCacheOptions options) {
        super(delegate);
        this.facts = new FactCache(options);
    }

    /** What the cache has done so far. */
    public StatCacheStatistics statistics() {
        return facts.statistics();
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        Fact fact = facts.fact(path, links);
        if (fact != null) {
            FileInfo info = fact.info();
            if (info == null) {
                throw new NoSuchFileException(path.toString());
            }
            return info.withPath(path);
        }
        try (FactCache.Asking asking = facts.ask(path)) {
            try {
                FileInfo info = super.stat(path, links);
                asking.answered(links, info);
                return info;
            } catch (NoSuchFileException missing) {
                asking.answered(links, null);
                throw missing;
            }
        }
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        if (options.recursive()) {
            return super.list(directory, options);
        }
        Iterator<FileInfo> known = facts.listing(directory);
        if (known != null) {
            return new KnownListing(known);
        }
        FactCache.Asking asking = facts.ask(directory);
        boolean opened = false;
        try {
            BackendListing listing =
                    new CollectedListing(super.list(directory, options), asking, facts.longestListing());
            opened = true;
            return listing;
        } finally {
            if (!opened) {
                asking.close();
            }
        }
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        try {
            BackendReadHandle handle = super.openRead(path);
            facts.seen(handle.info());
            return handle;
        } catch (NoSuchFileException missing) {
            facts.forget(path);
            throw missing;
        }
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        boolean inPlace = options.publication() == WriteOptions.Publication.IN_PLACE;
        try {
            return new ForgettingWriteHandle(super.openWrite(path, options), () -> changed(path), inPlace);
        } finally {
            if (inPlace || options.createParents()) {
                changed(path);
            }
        }
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        try {
            super.createDirectory(directory);
        } finally {
            changed(directory);
        }
    }

    @Override
    public void delete(FsPath path) throws IOException {
        try {
            super.delete(path);
        } finally {
            changed(path);
        }
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        try {
            super.deleteTree(directory, scope, new ForgettingDeletion(deletion));
        } finally {
            changed(directory);
        }
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        try {
            super.move(source, target, ifExists);
        } finally {
            changed(source);
            changed(target);
        }
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        try {
            super.copy(source, target, ifExists);
        } finally {
            changed(target);
        }
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        try {
            super.setAttributes(path, changes, links);
        } finally {
            changed(path);
        }
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        try {
            super.createSymbolicLink(link, target);
        } finally {
            changed(link);
        }
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        try {
            super.createHardLink(link, file);
        } finally {
            changed(link);
        }
    }

    private void changed(FsPath path) {
        boolean hasOtherPaths = capabilities(path).has(Capability.SYMBOLIC_LINKS);
        facts.forget(hasOtherPaths ? FsPath.ROOT : path);
    }

    /** Forgets each entry before the caller is told that it is gone. */
    private final class ForgettingDeletion implements TreeDeletion {
        private final TreeDeletion told;

        ForgettingDeletion(TreeDeletion told) {
            this.told = told;
        }

        @Override
        public void deleted(FileInfo entry) throws IOException {
            changed(entry.path());
            told.deleted(entry);
        }

        @Override
        public void failed(FsPath path, IOException failure) throws IOException {
            told.failed(path, failure);
        }
    }
}
