package io.anyfs.cache.writeback;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.PosixAttributes;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.cache.writeback.JournalRecord.Condition;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Changes what waits for its upload: the journal first, then what is seen. Safe for use by many threads. */
final class StagedWrites {

    private static final System.Logger LOGGER = System.getLogger(WriteBackBackend.class.getName());
    private static final int NEW_FILE_MODE = 0644;

    private final Backend storage;
    private final StagingDirectory directory;
    private final PendingFiles pending;
    private final Room room;
    private final Claims claims;
    private final MergedView view;
    private final Uploads uploads;
    private final String versions = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

    /**
     * Bytes that are on stable storage, and nobody knows of.
     *
     * @param number of the file with them
     * @param checksum their CRC-32C
     */
    record Draft(long number, Path file, long size, int checksum) {}

    StagedWrites(
            Backend storage,
            StagingDirectory directory,
            PendingFiles pending,
            Room room,
            Claims claims,
            Uploads uploads) {
        this.storage = storage;
        this.directory = directory;
        this.pending = pending;
        this.room = room;
        this.claims = claims;
        this.view = new MergedView(storage, pending);
        this.uploads = uploads;
    }

    Room room() {
        return room;
    }

    /** Takes room for what is written, which makes uploads hurry where there is none. */
    void makeRoom(FsPath path, long bytes, BooleanSupplier cancelled) throws IOException {
        room.take(path, bytes, pending::hurry, cancelled);
    }

    /** Opens a file that is new or replaced, at a path without links. */
    BackendWriteHandle open(FsPath path, WriteOptions options) throws IOException {
        view.checked(path, options);
        return StagedWriteHandle.open(this, path, options, directory);
    }

    /** Promises a file. */
    FileInfo publish(FsPath path, WriteOptions options, AttributeChanges attributes, Draft draft) throws IOException {
        Claims.Claim claim = claims.claim(path);
        try (claim) {
            FileInfo there = view.checked(path, options);
            PosixAttributes posix = posix(path, there, attributes);
            boolean fresh = there == null || pending.info(path) != null;
            Instant now = kept(path, Instant.now());
            AttributeChanges uploaded = uploaded(path, attributes, now, fresh ? posix : null);
            Place place = pending.place(path, condition(options));
            long number = directory.nextNumber();
            JournalRecord record = new JournalRecord(
                    number,
                    draft.number(),
                    path,
                    draft.size(),
                    place.condition(),
                    place.follows(),
                    now,
                    uploaded,
                    "staged-" + versions + "-" + number,
                    posix,
                    draft.checksum());
            put(place, record, new StagedBytes(draft.file(), draft.size(), room));
            return record.info();
        }
    }

    /** Sets times of a file that waits. Returns false if it does not wait, or has to be stored first. The caller has claimed the path. */
    boolean setTimes(FsPath path, AttributeChanges changes) throws IOException {
        if (changes.mode() != null || changes.uid() != null || changes.gid() != null) {
            return false;
        }
        Place place = pending.placeOfSameBytes(path);
        if (place == null || place.newest() == null) {
            return false;
        }
        PendingFile newest = place.newest();
        AttributeChanges kept = new AttributeChanges(
                keptOrNull(path, changes.lastModified()), keptOrNull(path, changes.lastAccess()), null, null, null);
        JournalRecord record =
                newest.record.with(kept).placed(directory.nextNumber(), place.condition(), place.follows());
        boolean put = false;
        try {
            put(place, record, newest.bytes);
            put = true;
        } finally {
            if (!put) {
                newest.bytes.release();
            }
        }
        return true;
    }

    /** Deletes a file that waits. Returns false if it does not wait. The caller has claimed the path. */
    boolean delete(FsPath path) throws IOException {
        Removal removal = pending.holdForRemoval(path);
        if (removal == null) {
            if (pending.isAnyBelow(path)) {
                throw new DirectoryNotEmptyException(path.toString());
            }
            return false;
        }
        boolean removed = false;
        try {
            deleteStored(removal);
            PendingFile next = removal.next();
            if (next != null) {
                directory.delete(next.record);
            }
            directory.delete(removal.head().record);
            directory.force();
            removed = true;
        } finally {
            if (!removed) {
                pending.cancel(removal);
            }
        }
        pending.removed(removal);
        removal.head().bytes.release();
        if (removal.next() != null) {
            removal.next().bytes.release();
        }
        return true;
    }

    /** Deletes what the storage has in the place of a file that waits: not what others created where nothing was to be. */
    private void deleteStored(Removal removal) throws IOException {
        PendingFile head = removal.head();
        FsPath path = head.record.path();
        if (head.record.condition() == Condition.NOTHING) {
            boolean others = !head.tried || head.failure instanceof FileAlreadyExistsException;
            if (others || !uploads.isStored(head)) {
                return;
            }
        }
        try {
            if (removal.before() == PendingFile.State.FAILED
                    && storage.stat(path, Links.NO_FOLLOW).isDirectory()) {
                return;
            }
            storage.delete(path);
        } catch (NoSuchFileException never) {
            // It was to be new, or others deleted it.
        }
    }

    private void put(Place place, JournalRecord record, StagedBytes bytes) throws IOException {
        boolean written = false;
        try {
            directory.write(record);
            written = true;
        } finally {
            if (!written) {
                pending.cancel(place);
            }
        }
        PendingFile dropped = pending.put(place, new PendingFile(record, bytes));
        if (dropped != null) {
            drop(dropped);
        }
        room.recheck();
    }

    /** Lets go of a version that a newer one replaced. */
    void drop(PendingFile dropped) {
        try {
            directory.delete(dropped.record);
        } catch (IOException failure) {
            // The next open sees that a newer record replaces it.
            LOGGER.log(
                    System.Logger.Level.WARNING, "an old record cannot be deleted: " + dropped.record.path(), failure);
        }
        dropped.bytes.release();
    }

    private static Condition condition(WriteOptions options) {
        if (options.mode() == WriteMode.CREATE_NEW) {
            return Condition.NOTHING;
        }
        return options.mustExist() ? Condition.A_FILE : Condition.ANYTHING;
    }

    /** What the upload sets, so that the file is afterwards what it was said to be while it waited. */
    private AttributeChanges uploaded(
            FsPath path, AttributeChanges asked, Instant now, @Nullable PosixAttributes posix) {
        Capabilities can = storage.capabilities(path);
        AttributeChanges changes = AttributeChanges.NONE;
        if (can.has(Capability.SET_LAST_MODIFIED)) {
            changes = changes.withLastModified(now);
        }
        if (posix != null && can.has(Capability.SET_MODE)) {
            changes = changes.withMode(posix.mode());
        }
        return changes.and(new AttributeChanges(
                keptOrNull(path, asked.lastModified()),
                keptOrNull(path, asked.lastAccess()),
                asked.mode(),
                asked.uid(),
                asked.gid()));
    }

    /** Owner and mode as they will be; of a new file the owner is taken to be that of its directory. */
    private @Nullable PosixAttributes posix(FsPath path, @Nullable FileInfo there, AttributeChanges asked)
            throws IOException {
        PosixAttributes known = there == null ? null : there.posix();
        if (known == null) {
            if (!storage.capabilities(path).has(Capability.SET_MODE)) {
                return null;
            }
            PosixAttributes above =
                    storage.stat(path.parentOrRoot(), Links.FOLLOW).posix();
            known = above == null
                    ? new PosixAttributes(NEW_FILE_MODE, 0, 0, 1, null, null)
                    : new PosixAttributes(NEW_FILE_MODE, above.uid(), above.gid(), 1, above.owner(), above.group());
        }
        Integer mode = asked.mode();
        Integer uid = asked.uid();
        Integer gid = asked.gid();
        return new PosixAttributes(
                mode == null ? known.mode() : mode,
                uid == null ? known.uid() : uid,
                gid == null ? known.gid() : gid,
                known.links(),
                uid == null ? known.owner() : null,
                gid == null ? known.group() : null);
    }

    private @Nullable Instant keptOrNull(FsPath path, @Nullable Instant time) {
        return time == null ? null : kept(path, time);
    }

    /** A time at the precision of the storage. */
    private Instant kept(FsPath path, Instant time) {
        Duration precision = storage.capabilities(path).limits().timestampPrecision();
        if (precision.toSeconds() > 0) {
            return Instant.ofEpochSecond(
                    time.getEpochSecond() - Math.floorMod(time.getEpochSecond(), precision.toSeconds()));
        }
        return time.minusNanos(time.getNano() % Math.max(1, precision.toNanos()));
    }
}
