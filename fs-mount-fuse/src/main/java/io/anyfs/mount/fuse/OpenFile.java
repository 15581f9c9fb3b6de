package io.anyfs.mount.fuse;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import io.anyfs.ReadHandle;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A file that programs have open, one for all of them, whatever becomes of its name. Changes go straight into the storage where that
 * can be; otherwise they are drafted, seen by all programs that use the mount, and by others when they are published.
 */
final class OpenFile {

    private final FileSystem fs;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    // All guarded by the lock.
    private FsPath path;
    private final LatestBytes reader;
    private @Nullable Draft draft;
    /** What there is to publish is not in the storage. */
    private boolean dirty;

    private boolean exists = true;
    /** The first publication must find nothing. */
    private boolean exclusive;

    private boolean unlinked;
    private @Nullable IOException lost;
    private final DraftedFacts facts = new DraftedFacts();

    /** A file that was not looked at yet. */
    OpenFile(FileSystem fs, FsPath path) {
        this.fs = fs;
        this.path = path;
        this.reader = new LatestBytes(fs);
    }

    // ---------------------------------------------------------------- opening

    /** Creates the file: at once where it is changed in place, otherwise with the first publication. */
    void create(int mode, boolean mustBeNew) throws IOException {
        exclusively(() -> {
            Capabilities can = fs.capabilities(path);
            AttributeChanges attributes =
                    can.has(Capability.SET_MODE) ? AttributeChanges.mode(mode & 07777) : AttributeChanges.NONE;
            if (can.hasAll(InPlaceDraft.NEEDED)) {
                draft = InPlaceDraft.open(fs, path, mustBeNew ? WriteOptions.createNew() : WriteOptions.update());
                if (!attributes.isEmpty() && !hasMode(mode)) {
                    fs.setAttributes(path, attributes);
                }
                return;
            }
            requireWritable(can);
            exclusive = mustBeNew;
            draft = StorageDraft.isPossible(can)
                    ? StorageDraft.open(fs, path, mustBeNew ? WriteOptions.createNew() : WriteOptions.replace())
                    : StagedDraft.empty(fs);
            exists = false;
            facts.change(attributes);
            touch();
        });
    }

    /** Whether the storage chose the same: asking is quicker than setting. */
    private boolean hasMode(int mode) throws IOException {
        PosixAttributes posix = fs.lstat(path).posix();
        return posix != null && posix.mode() == (mode & 07777);
    }

    /** Opens what there is, so that what forbids it is told now. */
    void open(boolean reading, boolean writing) throws IOException {
        exclusively(() -> {
            if (writing) {
                Capabilities can = fs.capabilities(path);
                requireWritable(can);
                if (draft == null && !unlinked && can.hasAll(InPlaceDraft.NEEDED)) {
                    writable(Long.MAX_VALUE);
                }
            }
            if (reading && draft == null) {
                reader.open(path);
            }
        });
    }

    // ---------------------------------------------------------------- bytes

    /** Fills the buffer as far as the file goes. Returns how many bytes that are, 0 at its end. */
    int read(ByteBuffer target, long position) throws IOException {
        int begin = target.position();
        ReadHandle replaced = null;
        lock.readLock().lock();
        try {
            ReadHandle open = reader.opened();
            if (draft == null && open != null && position < open.size()) {
                replaced = open;
                return fill(open::read, target, position);
            }
        } catch (FileChangedException changed) {
            // Somebody replaced it beside the mount: a program that goes on reads what is there now.
            target.position(begin);
        } finally {
            lock.readLock().unlock();
        }
        ReadHandle outdated = replaced;
        return exclusively(() -> {
            requireNotLost();
            Draft changing = draft;
            if (changing != null) {
                return fill(changing::read, target, position);
            }
            if (!unlinked && reader.opened() == outdated) {
                reader.close();
            } else if (!unlinked) {
                reader.refresh(path);
            }
            return fill(reader.open(path)::read, target, position);
        });
    }

    /** Writes all remaining bytes, at the end for an append. */
    void write(ByteBuffer source, long position, boolean append) throws IOException {
        exclusively(() -> {
            Draft changing = writable(Long.MAX_VALUE);
            changing.write(source, append ? changing.size() : position);
            touch();
        });
    }

    /** Cuts, or extends with zeros. */
    void truncate(long size) throws IOException {
        exclusively(() -> {
            writable(size).truncate(size);
            touch();
        });
    }

    private static int fill(StagedDraft.Source source, ByteBuffer target, long position) throws IOException {
        int begin = target.position();
        while (target.hasRemaining()) {
            // The kernel takes less than it asked for as the end of the file.
            int read = source.read(target, position + (target.position() - begin));
            if (read < 0) {
                break;
            }
        }
        return target.position() - begin;
    }

    /** What changes go to, begun with the first {@code keep} bytes at least. */
    private Draft writable(long keep) throws IOException {
        requireNotLost();
        Draft changing = draft;
        if (changing != null) {
            return changing;
        }
        Capabilities can = fs.capabilities(path);
        if (unlinked) {
            changing = StagedDraft.of(fs, reader.open(path)::read, keep);
        } else if (can.hasAll(InPlaceDraft.NEEDED)) {
            changing = InPlaceDraft.open(fs, path, WriteOptions.update().mustExistAlready());
        } else {
            requireWritable(can);
            facts.become(fs.lstat(path));
            if (StorageDraft.isPossible(can)) {
                WriteOptions options = keep == 0 ? WriteOptions.replace() : WriteOptions.update();
                changing = StorageDraft.open(fs, path, options.mustExistAlready());
            } else {
                changing = keep == 0 ? StagedDraft.empty(fs) : StagedDraft.of(fs, reader.open(path)::read, keep);
            }
        }
        draft = changing;
        reader.close();
        return changing;
    }

    /** A change was made now. */
    private void touch() {
        Draft changing = draft;
        facts.touch(fs.capabilities(path).limits().timestampPrecision());
        if (changing != null && !unlinked && !changing.isInPlace()) {
            dirty = true;
        }
    }

    // ---------------------------------------------------------------- publishing

    /** Publishes what was changed, if anything. */
    void publish(boolean durable) throws IOException {
        exclusively(() -> {
            requireNotLost();
            Draft changing = draft;
            if (changing == null || unlinked) {
                return;
            }
            if (changing.isInPlace()) {
                if (durable) {
                    changing.force();
                }
                return;
            }
            if (dirty) {
                publish(changing, durable);
            }
        });
    }

    private void publish(Draft changing, boolean durable) throws IOException {
        Capabilities can = fs.capabilities(path);
        FileInfo info = drafted();
        boolean goesOn = false;
        try {
            goesOn = changing.publish(path, exclusive, durable && can.has(Capability.DURABLE), facts.toPublish(can));
        } catch (IOException failure) {
            if (changing instanceof StorageDraft) {
                lost = failure;
            }
            throw failure;
        }
        facts.published(info);
        if (!goesOn) {
            draft = null;
        }
        dirty = false;
        exists = true;
        exclusive = false;
    }

    /** Whether there is something that is not published. */
    boolean isDirty() {
        lock.readLock().lock();
        try {
            return dirty && !unlinked;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Whether nobody else sees the file yet. */
    boolean isUnpublished() {
        lock.readLock().lock();
        try {
            return !exists && !unlinked;
        } finally {
            lock.readLock().unlock();
        }
    }

    // ---------------------------------------------------------------- facts

    /** The facts of the file as it is now, published or not. */
    FileInfo info() throws IOException {
        lock.readLock().lock();
        try {
            if (!dirty && !unlinked) {
                try {
                    return fs.lstat(path);
                } catch (NoSuchFileException deletedByOthers) {
                    if (!facts.areKnown() && reader.opened() == null) {
                        throw deletedByOthers;
                    }
                }
            }
            return drafted();
        } finally {
            lock.readLock().unlock();
        }
    }

    private FileInfo drafted() {
        Draft changing = draft;
        ReadHandle open = reader.opened();
        long size = changing != null ? changing.size() : open != null ? open.size() : 0;
        return facts.info(path, size, open == null ? null : open.info(), !unlinked);
    }

    /** Sets attributes, with the publication if there is one to come. */
    void setAttributes(AttributeChanges changes) throws IOException {
        exclusively(() -> {
            if (dirty || unlinked) {
                facts.change(changes);
                return;
            }
            fs.setAttributes(path, changes);
            if (facts.areKnown()) {
                facts.become(fs.lstat(path));
            }
        });
    }

    // ---------------------------------------------------------------- names

    /** Deletes the file. Those who have it open keep it. */
    void unlink() throws IOException {
        exclusively(() -> {
            if (unlinked) {
                return;
            }
            if (exists) {
                keepWithoutStorage();
                facts.become(info());
                fs.delete(path);
            }
            unlinked = true;
        });
    }

    /** Somebody deleted the file beside the mount, and another takes its name. */
    void loseName() {
        lock.writeLock().lock();
        try {
            unlinked = true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Sees to it that the bytes are there when the storage has lost them. */
    private void keepWithoutStorage() throws IOException {
        Draft changing = draft;
        if (changing != null ? changing.outlivesFile() : fs.capabilities(path).has(Capability.READ_AFTER_DELETE)) {
            if (changing == null) {
                reader.open(path);
            }
            return;
        }
        StagedDraft copy =
                StagedDraft.of(fs, changing != null ? changing::read : reader.open(path)::read, Long.MAX_VALUE);
        draft = copy;
        if (changing != null) {
            changing.close();
        }
        reader.close();
    }

    /** The file has another name now. */
    void movedTo(FsPath target) {
        lock.writeLock().lock();
        try {
            path = target;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** What it is called, or was. */
    FsPath path() {
        lock.readLock().lock();
        try {
            return path;
        } finally {
            lock.readLock().unlock();
        }
    }

    // ---------------------------------------------------------------- the end

    /** Gives up what is not published, and releases all. */
    void close() throws IOException {
        exclusively(() -> {
            Draft changing = draft;
            draft = null;
            try {
                if (changing != null) {
                    changing.close();
                }
            } finally {
                reader.close();
            }
        });
    }

    private void requireWritable(Capabilities can) throws UnsupportedCapabilityException {
        if (!can.has(Capability.WRITE)) {
            throw new UnsupportedCapabilityException(path.toString(), Capability.WRITE);
        }
    }

    /** A storage that failed to publish has dropped the bytes: whoever goes on has to hear of it. */
    private void requireNotLost() throws IOException {
        IOException failure = lost;
        if (failure != null) {
            throw new ErrnoException(Errno.of(failure), path, "a publication failed before: " + failure.getMessage());
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private interface Answer<T> {
        T get() throws IOException;
    }

    private void exclusively(Action action) throws IOException {
        Lock held = lock.writeLock();
        held.lock();
        try {
            action.run();
        } finally {
            held.unlock();
        }
    }

    private <T> T exclusively(Answer<T> answer) throws IOException {
        Lock held = lock.writeLock();
        held.lock();
        try {
            return answer.get();
        } finally {
            held.unlock();
        }
    }
}
