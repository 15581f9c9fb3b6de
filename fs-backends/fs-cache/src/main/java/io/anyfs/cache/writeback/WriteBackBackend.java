package io.anyfs.cache.writeback;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.cache.writeback.WriteBackOptions.Acknowledge;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A slow storage whose uploads are staged on a disk of this machine and stored in the background.
 *
 * <p>What it refuses: to acknowledge a file before it is safe. With {@link Acknowledge#STORED} a commit returns when the storage
 * has the file. With {@link Acknowledge#STAGED} it returns when the bytes and a record of them are on stable storage in the
 * directory: they survive a process that is killed and a loss of power, not the loss of that disk.
 *
 * <p>A staged file is seen through this wrapper at once, by every path that leads to it; others see it when it is stored. New
 * files and replaced ones are staged. What extends or changes a file, writes in place, or is written where names that differ can be the
 * same ({@link io.anyfs.tree.NameFolding}) goes to the storage, after what waits for that path. Directories and links are made in the
 * storage. Moving and copying, setting owner or mode, setting the time of a directory, and deleting or listing whole trees wait until what is
 * concerned is stored; deleting a file waits only for an upload of it that is under way. Those waits end on an interrupt.
 *
 * <p>Whether a file exists, must exist or must be new, and its directory, are checked at open and commit, on what is seen. What others change
 * in the storage between the commit and the upload shows at the upload, which keeps to the condition of the write: a file that was to be
 * new is never stored over one of others, unless that holds the same bytes. An upload that cannot succeed is kept, logged, told by {@link
 * #pending}, and tried again by {@link #retry} and the next open; until then the file is seen as it was committed, and can be
 * read, replaced or deleted. What may pass is tried again and again. An upload whose answer was lost is repeated, or recognised by its bytes. Staged
 * bytes that were damaged on their disk fail at their upload with {@link io.anyfs.CorruptDataException}, are never stored, and are kept.
 *
 * <p>While a file waits, its {@linkplain FileInfo#version version} is one of this wrapper, it has no {@linkplain FileInfo#fileId id}, and
 * where the storage has no {@link Capability#SET_LAST_MODIFIED} its time changes when it is stored. Where the storage keeps modes a
 * new file gets 0644 unless the write asks for another.
 *
 * <p>Capabilities are those of the storage; with {@link Acknowledge#STAGED} without {@link Capability#CONDITIONAL_WRITE}, {@link
 * Capability#RECURSIVE_LIST} and {@link Capability#DELETE_TREE}. On a storage with {@link Capability#SYMBOLIC_LINKS} each path
 * is first looked up name by name. Safe for use by many threads.
 */
public final class WriteBackBackend extends ForwardingBackend {

    private static final Set<Capability> NEEDED_TO_STAGE =
            EnumSet.of(Capability.WRITE, Capability.CASE_SENSITIVE, Capability.NORMALIZATION_SENSITIVE);

    private final WriteBackOptions options;
    private final StagingDirectory directory;
    private final PendingFiles pending;
    private final Claims claims = new Claims();
    private final RealPaths realPaths;
    private final MergedView view;
    private final Uploads uploads;
    private final StagedWrites writes;

    /**
     * A write-back of this backend, which it owns from now on. Uploads that the last one in this directory left are gone on with.
     *
     * @throws IOException if the directory cannot be used, or another write-back uses it; then the backend is still the caller's
     */
    public WriteBackBackend(Backend delegate, WriteBackOptions options) throws IOException {
        super(delegate);
        Room room = new Room(options.maxBytes());
        this.options = options;
        this.directory = StagingDirectory.open(options.directory());
        this.pending = new PendingFiles(options.delay());
        this.realPaths = new RealPaths(delegate, pending);
        this.view = new MergedView(delegate, pending);
        this.uploads = new Uploads(delegate, directory, pending, room, options.retryDelay());
        this.writes = new StagedWrites(delegate, directory, pending, room, claims, uploads);
        boolean opened = false;
        try {
            recover(room);
            opened = true;
        } finally {
            if (!opened) {
                directory.close();
            }
        }
        if (options.acknowledge() == Acknowledge.STAGED || !pending.isEmpty()) {
            uploads.start(options.parallel());
        }
    }

    private void recover(Room room) throws IOException {
        Map<Long, StagedBytes> known = new HashMap<>();
        for (JournalRecord record : directory.recover()) {
            StagedBytes bytes = known.get(record.bytes());
            if (bytes == null) {
                bytes = new StagedBytes(directory.bytes(record.bytes()), record.size(), room);
                room.occupy(record.size());
                known.put(record.bytes(), bytes);
            } else {
                // Only its times were set.
                bytes.hold();
            }
            pending.recover(new PendingFile(record, bytes)).forEach(writes::drop);
        }
    }

    // ---------------------------------------------------------------- what waits

    /** The files that are not stored yet, by path, an older version of a file before the newer one. */
    public List<PendingUpload> pending() {
        return pending.told();
    }

    /**
     * Waits until all that was committed so far is stored. Ends on an interrupt.
     *
     * @throws IOException if a file cannot be stored, or failed five times meanwhile; the others are suppressed in it. They all stay
     */
    public void flush() throws IOException {
        pending.flush(FsPath.ROOT);
    }

    /** Tries again at once what cannot be stored as it seemed. */
    public void retry() {
        pending.retry();
    }

    // ---------------------------------------------------------------- looking

    @Override
    public Capabilities capabilities(FsPath path) {
        Capabilities those = super.capabilities(path);
        return stages(path)
                ? those.without(Capability.CONDITIONAL_WRITE, Capability.RECURSIVE_LIST, Capability.DELETE_TREE)
                : those;
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        FsPath real = waitingNear(path, links);
        if (real != null) {
            FileInfo waiting = pending.info(real);
            if (waiting != null) {
                return waiting.withPath(path);
            }
            view.requireNoFileAbove(real);
        }
        return super.stat(path, links);
    }

    @Override
    public BackendListing list(FsPath asked, ListOptions how) throws IOException {
        FsPath real = waitingNear(asked, Links.FOLLOW);
        if (real == null) {
            return super.list(asked, how);
        }
        if (how.recursive()) {
            pending.flush(real);
            return super.list(asked, how);
        }
        if (pending.info(real) != null) {
            throw new NotDirectoryException(asked.toString());
        }
        view.requireNoFileAbove(real);
        Collection<String> names = pending.names(real);
        BackendListing stored = super.list(asked, how);
        return names.isEmpty() ? stored : new MergedListing(stored, view, asked, real, names);
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        FsPath real = waitingNear(path, Links.FOLLOW);
        if (real != null) {
            PendingFiles.Found found = pending.open(real);
            if (found != null) {
                return StagedReadHandle.open(found.info().withPath(path), found.bytes());
            }
            view.requireNoFileAbove(real);
        }
        return super.openRead(path);
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        FsPath real = waitingNear(link, Links.NO_FOLLOW);
        if (real != null) {
            if (pending.info(real) != null) {
                throw new NotLinkException(link.toString());
            }
            view.requireNoFileAbove(real);
        }
        return super.readLink(link);
    }

    // ---------------------------------------------------------------- changing

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions how) throws IOException {
        Links last = how.mode() == WriteMode.CREATE_NEW ? Links.NO_FOLLOW : Links.FOLLOW;
        boolean whole = !how.keepsContent() && how.publication() == WriteOptions.Publication.AT_COMMIT;
        if (whole && how.ifVersion() == null && stages(path)) {
            FsPath real = realPaths.of(path, last);
            if (real != null) {
                BackendWriteHandle handle = writes.open(real, how);
                return real.equals(path) ? handle : new NamedWriteHandle(handle, path);
            }
        }
        FsPath real = isQuiet() ? null : realPaths.of(path, last);
        if (real == null) {
            return super.openWrite(path, how);
        }
        Claims.Claim claim = turn(real);
        try (claim) {
            return new PassedWriteHandle(super.openWrite(path, how), () -> turn(real));
        }
    }

    @Override
    public void createDirectory(FsPath path) throws IOException {
        create(path, () -> super.createDirectory(path));
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        create(link, () -> super.createSymbolicLink(link, target));
    }

    @Override
    public void delete(FsPath path) throws IOException {
        if (isQuiet()) {
            super.delete(path);
            return;
        }
        FsPath real = realPaths.of(path, Links.NO_FOLLOW);
        if (real == null) {
            super.delete(path);
            return;
        }
        Claims.Claim claim = claims.claim(real);
        try (claim) {
            view.requireNoFileAbove(real);
            if (!writes.delete(real)) {
                super.delete(path);
            }
        }
    }

    @Override
    public void deleteTree(FsPath path, DeleteScope scope, TreeDeletion deletion) throws IOException {
        Links last = scope == DeleteScope.CONTENTS ? Links.FOLLOW : Links.NO_FOLLOW;
        afterUploads(() -> super.deleteTree(path, scope, deletion), new Concerned(path, last));
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        afterUploads(
                () -> super.move(source, target, ifExists),
                new Concerned(source, Links.NO_FOLLOW),
                new Concerned(target, Links.NO_FOLLOW));
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        afterUploads(
                () -> super.copy(source, target, ifExists),
                new Concerned(source, Links.FOLLOW),
                new Concerned(target, Links.NO_FOLLOW));
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        afterUploads(
                () -> super.createHardLink(link, file),
                new Concerned(link, Links.NO_FOLLOW),
                new Concerned(file, Links.FOLLOW));
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        if (isQuiet()) {
            super.setAttributes(path, changes, links);
            return;
        }
        FsPath real = realPaths.of(path, links);
        if (real == null) {
            super.setAttributes(path, changes, links);
            return;
        }
        Claims.Claim claim = claims.claim(real);
        try (claim) {
            view.requireNoFileAbove(real);
            if (pending.info(real) == null) {
                if (changes.lastModified() != null) {
                    // A file that is stored in a directory later would change the directory's time again.
                    pending.settleIn(real);
                }
                super.setAttributes(path, changes, links);
            } else if (!changes.isEmpty() && !writes.setTimes(real, changes)) {
                pending.flush(real);
                super.setAttributes(path, changes, links);
            }
        }
    }

    /** Closes the storage when uploads have ended, or the time to wait for them. What is left goes on with the next open. */
    @Override
    public void close() throws IOException {
        try (directory) {
            uploads.close(options.closeWait());
            super.close();
        }
    }

    // ----------------------------------------------------------------

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    private void create(FsPath path, Change change) throws IOException {
        FsPath real = isQuiet() ? null : realPaths.of(path, Links.NO_FOLLOW);
        if (real == null) {
            change.make();
            return;
        }
        Claims.Claim claim = claims.claim(real);
        try (claim) {
            view.requireNoFileAbove(real);
            if (pending.info(real) != null) {
                throw new FileAlreadyExistsException(path.toString());
            }
            change.make();
        }
    }

    private record Concerned(FsPath path, Links last) {}

    private void afterUploads(Change change, Concerned... concerned) throws IOException {
        if (isQuiet()) {
            change.make();
            return;
        }
        List<FsPath> claimed = new ArrayList<>();
        for (Concerned each : concerned) {
            FsPath real = realPaths.of(each.path(), each.last());
            if (real != null) {
                claimed.add(real);
            }
        }
        Claims.Claim claim = claims.claim(claimed.toArray(FsPath[]::new));
        try (claim) {
            for (FsPath path : claimed) {
                pending.flush(path);
            }
            change.make();
        }
    }

    /** Waits until nobody else changes the path and what was committed there is stored. */
    private Claims.Claim turn(FsPath path) throws IOException {
        Claims.Claim claim = claims.claim(path);
        boolean taken = false;
        try {
            pending.flush(path);
            taken = true;
            return claim;
        } finally {
            if (!taken) {
                claim.close();
            }
        }
    }

    private boolean stages(FsPath path) {
        return options.acknowledge() == Acknowledge.STAGED
                && super.capabilities(path).hasAll(NEEDED_TO_STAGE);
    }

    /** Whether nothing waits, nor ever will. */
    private boolean isQuiet() {
        return options.acknowledge() == Acknowledge.STORED && pending.isEmpty();
    }

    /** The path without links, if anything waits; {@code null} too where the storage refuses the path in any case. */
    private @Nullable FsPath waitingNear(FsPath path, Links links) throws IOException {
        return pending.isEmpty() ? null : realPaths.of(path, links);
    }
}
