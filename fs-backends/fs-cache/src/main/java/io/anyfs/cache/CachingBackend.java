package io.anyfs.cache;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteOptions;
import io.anyfs.cache.CachingOptions.Verify;
import io.anyfs.cache.stat.StatCacheBackend;
import io.anyfs.cache.stat.StatCacheOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/**
 * A storage whose files are kept in blocks on a disk of this machine as they are read. Writes go to the storage, and let go of
 * what is kept of the file.
 *
 * <p>What it refuses: to give bytes of a version that was not there at the open, and to give bytes of two versions. Each open asks
 * the storage which version there is (unless {@link Verify#TTL} says otherwise), and blocks are kept by path and version. Where
 * the storage has no {@linkplain FileInfo#version versions} those are size, time and {@link FileInfo#fileId}: then a file that
 * others replace by one of the same size and the same time is not noticed, as a version of the storage that stays the same when
 * bytes change is not. What is changed through this cache is noticed always.
 *
 * <p>It never makes a read fail that the storage can serve: a disk that is full or broken is counted, told once in the log, and
 * the storage is read. A block that is torn or was changed is fetched again: each piece of 32 KiB has a checksum, which is
 * verified when a reader who has the block open first reads of the piece. So the blocks survive a process that is killed and a loss of power. They are not encrypted.
 *
 * <p>Many readers of a missing block fetch it once. A file that is read in sequence is asked for in ranges of up to
 * {@link CachingOptions#readAheadBytes}, one behind the other on one open file, so that what the storage itself reads ahead is
 * used. Files that are listed, looked at or written are not fetched.
 *
 * <p>Capabilities are those of the storage; with {@link Verify#TTL} without {@link Capability#READ_AFTER_DELETE}, as a file is then
 * opened in the storage only when a block is missing. Safe for use by many threads.
 */
public final class CachingBackend extends ForwardingBackend {

    private final CachingOptions options;
    private final String storage;
    private final CacheCounters counters;
    private final BlockStore store;
    private final Changes changes;
    /** Whether a file was seen that has no version. Then looking at files would be in vain. */
    private volatile boolean lacksVersions;

    /**
     * A cache of this backend, which it owns from now on.
     *
     * @throws IOException if the directory cannot be used, or another cache uses it; then the backend is still the caller's
     */
    public CachingBackend(Backend delegate, CachingOptions options) throws IOException {
        super(
                options.verify() == Verify.TTL
                        ? new StatCacheBackend(delegate, StatCacheOptions.DEFAULT.withTtl(options.ttl()))
                        : delegate);
        String named = options.storage();
        this.options = options;
        this.storage = named == null ? delegate.name() : named;
        this.counters = new CacheCounters(options.directory());
        this.store = BlockStore.open(options, counters);
        this.changes = new Changes(store, storage);
    }

    /** What the cache has done so far. */
    public CacheStatistics statistics() {
        return store.statistics();
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        Capabilities those = super.capabilities(path);
        return options.verify() == Verify.TTL ? those.without(Capability.READ_AFTER_DELETE) : those;
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        long since = store.now();
        FileInfo seen = look(path);
        if (seen != null) {
            CachedFile file = store.open(key(seen), since);
            if (file != null) {
                return handle(StorageFile.seen(delegate(), seen), file);
            }
        }
        BackendReadHandle handle = super.openRead(path);
        CachedFile file = isCached(handle.info()) ? store.open(key(handle.info()), since) : null;
        return file == null ? handle : handle(StorageFile.opened(delegate(), handle), file);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        if (options.publication() == WriteOptions.Publication.AT_COMMIT) {
            return new CachedWriteHandle(super.openWrite(path, options), changes.of(hasLinks(path), path), false);
        }
        Changes.Change change =
                changes.ofEntry(hasLinks(path), path, fileId(path)).begin();
        boolean opened = false;
        try {
            BackendWriteHandle handle = new CachedWriteHandle(super.openWrite(path, options), change, true);
            opened = true;
            return handle;
        } finally {
            if (!opened) {
                change.end();
            }
        }
    }

    @Override
    public void delete(FsPath path) throws IOException {
        changes.make(() -> super.delete(path), hasLinks(path), path);
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        changes.make(() -> super.deleteTree(directory, scope, deletion), true, directory);
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        boolean trees = hasLinks(source) || super.capabilities(source).has(Capability.MOVE_DIRECTORY);
        changes.make(() -> super.move(source, target, ifExists), trees, source, target);
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        changes.make(() -> super.copy(source, target, ifExists), hasLinks(target), target);
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges attributes, Links links) throws IOException {
        changes.make(() -> super.setAttributes(path, attributes, links), hasLinks(path), path);
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        changes.make(() -> super.createSymbolicLink(link, target), true, link);
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        changes.make(() -> super.createHardLink(link, file), true, link);
    }

    /** Closes the storage, and leaves the directory, with its blocks, to the next cache. */
    @Override
    public void close() throws IOException {
        try (store) {
            super.close();
        }
    }

    /**
     * Looks which version there is, where that is all that will probably be needed; {@code null} if the file is to be opened: to
     * learn it, because a reader may go on when the file is deleted, or because without versions nobody could tell later whether it
     * is still the one that was looked at.
     */
    private @Nullable FileInfo look(FsPath path) throws IOException {
        if (lacksVersions
                || capabilities(path).has(Capability.READ_AFTER_DELETE)
                || !store.knows(FileKey.pathTag(storage, path))) {
            return null;
        }
        FileInfo info = super.stat(path, Links.FOLLOW);
        if (!isCached(info)) {
            return null;
        }
        lacksVersions = info.version() == null;
        return lacksVersions ? null : info;
    }

    private BackendReadHandle handle(StorageFile source, CachedFile file) {
        CachedBlocks blocks = new CachedBlocks(store, counters, file, source, options);
        return new CachedReadHandle(source, blocks, counters, options.blockBytes());
    }

    private FileKey key(FileInfo info) {
        return FileKey.of(storage, options.blockBytes(), info);
    }

    private static boolean isCached(FileInfo info) {
        return info.isFile() && info.size() > 0;
    }

    private boolean hasLinks(FsPath path) {
        return super.capabilities(path).has(Capability.SYMBOLIC_LINKS);
    }

    private @Nullable String fileId(FsPath path) throws IOException {
        try {
            return super.stat(path, Links.FOLLOW).fileId();
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return null;
        }
    }
}
