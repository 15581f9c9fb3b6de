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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A file that programs have open, one for all of them, whatever becomes of its name. Changes go straight into the storage where that
 * can be; otherwise they are drafted, seen by all programs that use the mount, and by others when they are published.
 */
final class OpenFile {

    private static final int UNREAD = -1;

    private final FileSystem fs;
    private final Guard guard = new Guard();

    // All guarded, and changed by one alone.
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
    /** It may have a set-user-ID or set-group-ID bit that the kernel leaves to us. */
    private volatile boolean mayRaiseRights;

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
        guard.alone(() -> {
            AttributeChanges attributes = fs.capabilities(path).has(Capability.SET_MODE)
                    ? AttributeChanges.mode(mode & 07777)
                    : AttributeChanges.NONE;
            Draft created = Drafts.create(fs, path, mustBeNew);
            draft = created;
            mayRaiseRights = SetId.isIn(mode);
            if (created.isInPlace()) {
                if (!attributes.isEmpty() && !hasMode(mode)) {
                    fs.setAttributes(path, attributes);
                }
                return;
            }
            exclusive = mustBeNew;
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

    /** How many bytes a file has that was just created. */
    long size() {
        return guard.together(() -> {
            Draft changing = draft;
            return changing == null ? 0 : changing.size();
        });
    }

    /** Opens what there is, so that what forbids it is told now. */
    void open(boolean reading, boolean writing) throws IOException {
        guard.alone(() -> {
            if (writing) {
                Capabilities can = fs.capabilities(path);
                Drafts.requireWritable(can, path);
                if (draft == null && !unlinked && Drafts.areInPlace(can)) {
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
        AtomicReference<@Nullable ReadHandle> replaced = new AtomicReference<>();
        try {
            int read = guard.together(() -> {
                ReadHandle open = reader.opened();
                if (draft != null || open == null || position >= open.size()) {
                    return UNREAD;
                }
                replaced.set(open);
                return fill(open::read, target, position);
            });
            if (read != UNREAD) {
                return read;
            }
        } catch (FileChangedException changed) {
            // Somebody replaced it beside the mount: a program that goes on reads what is there now.
            target.position(begin);
        }
        return guard.alone(() -> {
            requireNotLost();
            Draft changing = draft;
            if (changing != null) {
                return fill(changing::read, target, position);
            }
            if (!unlinked && reader.opened() == replaced.get()) {
                reader.close();
            } else if (!unlinked) {
                reader.refresh(path);
            }
            return fill(reader.open(path)::read, target, position);
        });
    }

    /** Writes all remaining bytes, at the end for an append. */
    void write(ByteBuffer source, long position, boolean append) throws IOException {
        guard.alone(() -> {
            Draft changing = writable(Long.MAX_VALUE);
            changing.write(source, append ? changing.size() : position);
            touch();
        });
    }

    /** Cuts, or extends with zeros. */
    void truncate(long size) throws IOException {
        guard.alone(() -> {
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
        if (unlinked) {
            changing = StagedDraft.of(fs, reader.open(path)::read, keep);
        } else {
            if (!Drafts.areInPlace(fs.capabilities(path))) {
                facts.become(fs.lstat(path));
            }
            changing = Drafts.change(fs, path, keep, reader);
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
        guard.alone(() -> {
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
        return guard.together(() -> dirty && !unlinked);
    }

    /** Whether nobody else sees the file yet. */
    boolean isUnpublished() {
        return guard.together(() -> !exists && !unlinked);
    }

    // ---------------------------------------------------------------- facts

    /** The facts of the file as it is now, published or not. */
    FileInfo info() throws IOException {
        return guard.together(() -> {
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
        });
    }

    private FileInfo drafted() {
        Draft changing = draft;
        ReadHandle open = reader.opened();
        long size = changing != null ? changing.size() : open != null ? open.size() : 0;
        return facts.info(path, size, open == null ? null : open.info(), !unlinked);
    }

    /** Sets attributes, with the publication if there is one to come. */
    void setAttributes(AttributeChanges changes) throws IOException {
        guard.alone(() -> {
            boolean kept = dirty || unlinked;
            if (kept) {
                facts.change(changes);
            } else {
                fs.setAttributes(path, changes);
            }
            Integer mode = changes.mode();
            mayRaiseRights = mode == null ? mayRaiseRights : SetId.isIn(mode);
            if (!kept && facts.areKnown()) {
                facts.become(fs.lstat(path));
            }
        });
    }

    /** Whether it gives who runs it the rights of its owner or of its group. */
    boolean raisesRights() throws IOException {
        PosixAttributes posix = info().posix();
        return posix != null && SetId.isIn(posix.mode());
    }

    /** It may have had such rights before it was opened. */
    void doubtRights() {
        mayRaiseRights = true;
    }

    /** Takes such rights away: the kernel does so only before what it writes through its cache. */
    void lowerRights() throws IOException {
        if (!mayRaiseRights) {
            return;
        }
        PosixAttributes posix = info().posix();
        if (posix == null || !SetId.isIn(posix.mode())) {
            mayRaiseRights = false;
            return;
        }
        setAttributes(AttributeChanges.mode(SetId.without(posix.mode())));
    }

    // ---------------------------------------------------------------- names

    /** Deletes the file. Those who have it open keep it. */
    void unlink() throws IOException {
        guard.alone(() -> {
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
        guard.alone(() -> {
            unlinked = true;
        });
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
        guard.alone(() -> {
            path = target;
        });
    }

    /** What it is called, or was. */
    FsPath path() {
        return guard.together(() -> path);
    }

    // ---------------------------------------------------------------- the end

    /** Gives up what is not published, and releases all. */
    void close() throws IOException {
        guard.alone(() -> {
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

    /** A storage that failed to publish has dropped the bytes: whoever goes on has to hear of it. */
    private void requireNotLost() throws IOException {
        IOException failure = lost;
        if (failure != null) {
            throw new ErrnoException(Errno.of(failure), path, "a publication failed before: " + failure.getMessage());
        }
    }
}
