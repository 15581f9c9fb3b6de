package io.anyfs.nio.backend;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.PosixAttributes;
import io.anyfs.SubtreeException;
import io.anyfs.nio.backend.Places.Place;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Moves and copies entries within the storage. */
final class NioMoves {

    private final NioBackend backend;
    private final NioWrites writes;

    NioMoves(NioBackend backend, NioWrites writes) {
        this.backend = backend;
        this.writes = writes;
    }

    void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        Place from = backend.places().place(source, Links.NO_FOLLOW);
        FileInfo moved = backend.places().existing(from, source);
        Place to = backend.places().placeInDirectory(target, Links.NO_FOLLOW);
        backend.locks().decide(from.host(), to.host(), () -> move(from, moved, to, target, ifExists));
    }

    private void move(Place from, FileInfo moved, Place to, FsPath target, IfExists ifExists) throws IOException {
        if (from.path().equals(to.path())) {
            return;
        }
        if (moved.isDirectory() && to.path().startsWith(from.path())) {
            throw new SubtreeException(moved.path().toString(), target.toString(), "the target is inside the source");
        }
        FileInfo there = backend.places().find(to, target);
        if (there != null && there.fileId() != null && there.fileId().equals(moved.fileId())) {
            moveOntoItself(from, moved, to, target, ifExists);
            return;
        }
        requireReplaceable(there, moved, target, ifExists);
        if (moved.isSymbolicLink() && movesAnew(from, moved.path(), to, target, there)) {
            return;
        }
        if (moved.isFile()) {
            writes.move(from.host(), to.host(), timeOf(moved));
        } else if (there == null) {
            Files.move(from.host(), to.host());
        } else {
            writes.move(from.host(), to.host(), AttributeChanges.NONE);
        }
    }

    /**
     * Renaming one name of a file to another does nothing and says that it worked (POSIX, rename), so there the old name is deleted. A
     * file with one name that is found by two has a name whose letters' case does not count; it is renamed.
     */
    private void moveOntoItself(Place from, FileInfo moved, Place to, FsPath target, IfExists ifExists)
            throws IOException {
        if (!hasOtherNames(moved)) {
            Files.move(from.host(), to.host());
        } else {
            requireReplaceable(moved, moved, target, ifExists);
            Files.delete(from.host());
        }
    }

    private boolean hasOtherNames(FileInfo file) {
        PosixAttributes posix = file.posix();
        return posix != null ? posix.links() > 1 : can().has(Capability.CASE_SENSITIVE);
    }

    /** A link from the root that is stored as a relative one leads elsewhere from elsewhere. */
    private boolean movesAnew(Place from, FsPath source, Place to, FsPath target, @Nullable FileInfo there)
            throws IOException {
        LinkTexts texts = backend.places().texts();
        Path stored = Files.readSymbolicLink(from.host());
        FsPath before = from.path().parentOrRoot();
        FsPath after = to.path().parentOrRoot();
        if (!texts.dependsOnPlace(stored, before, after)) {
            return false;
        }
        Path anew = texts.stored(after, texts.shown(before, stored, source), target);
        Path beside = NioWrites.beside(to);
        Files.createSymbolicLink(there == null ? to.host() : beside, anew);
        if (there != null) {
            writes.move(beside, to.host(), AttributeChanges.NONE);
        }
        Files.delete(from.host());
        return true;
    }

    private AttributeChanges timeOf(FileInfo info) {
        return can().has(Capability.SET_LAST_MODIFIED)
                ? AttributeChanges.lastModified(info.lastModified())
                : AttributeChanges.NONE;
    }

    private Capabilities can() {
        return backend.traits().capabilities();
    }

    /** Copies a file, with its modification time and mode; a link that is in its place is replaced itself. */
    void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        Place from = backend.places().place(source, Links.FOLLOW);
        FileInfo copied = backend.places().existing(from, source);
        if (copied.isDirectory()) {
            throw new IsDirectoryException(source.toString(), target.toString(), null);
        }
        Place to = backend.places().placeInDirectory(target, Links.NO_FOLLOW);
        FileInfo before = backend.places().find(to, target);
        if (from.path().equals(to.path())
                || (before != null && before.fileId() != null && before.fileId().equals(copied.fileId()))) {
            return;
        }
        requireReplaceable(before, copied, target, ifExists);
        Path beside = NioWrites.beside(to);
        boolean done = false;
        try {
            Files.copy(from.host(), beside);
            AttributeChanges kept = timeOf(copied);
            if (copied.posix() != null && can().has(Capability.SET_MODE)) {
                kept = kept.withMode(copied.posix().mode() & 0777);
            }
            AttributeChanges changes = kept;
            backend.setter().apply(beside, false, changes, source);
            backend.locks().decide(to.host(), to.host(), () -> {
                requireReplaceable(backend.places().find(to, target), copied, target, ifExists);
                writes.move(beside, to.host(), changes);
            });
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(beside);
            }
        }
    }

    private static void requireReplaceable(@Nullable FileInfo there, FileInfo moved, FsPath target, IfExists ifExists)
            throws IOException {
        if (there == null) {
            return;
        }
        if (there.isDirectory() || moved.isDirectory() || ifExists == IfExists.FAIL) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, there.isDirectory() ? "a directory is never replaced" : null);
        }
    }
}
