package io.anyfs.overlay.view;

import io.anyfs.BusyException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.SubtreeException;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.overlay.view.NameClaims.Held;
import io.anyfs.overlay.view.NameClaims.Writing;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A view that has a say in how what is created is called, and in which two creators of the same name meet. */
abstract class ClaimingBackend extends ForwardingBackend {

    private final SameNames same;
    private final NameClaims claims = new NameClaims();

    ClaimingBackend(Backend delegate, SameNames same) {
        super(delegate);
        this.same = same;
    }

    /** Where a path leads in the storage, no link on the way. */
    abstract FsPath place(FsPath path, Links last) throws IOException;

    /**
     * Where to create what is to be created at a place. Nobody else creates a name that is the same meanwhile.
     *
     * @param moved from where it is moved; {@code null} if it is not
     * @throws io.anyfs.InvalidNameException if it must not be created
     */
    abstract FsPath settle(FsPath place, @Nullable FsPath moved, Held held) throws IOException;

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        if (options.createParents()) {
            createParents(path.parentOrRoot());
        }
        boolean createNew = options.mode() == WriteMode.CREATE_NEW;
        FsPath place = place(path, createNew ? Links.NO_FOLLOW : Links.FOLLOW);
        try (Held held = hold(place)) {
            boolean creates = createNew || !options.mustExist();
            FsPath settled = creates ? settle(place, null, held) : place;
            Writing writing = held.write(settled.name());
            try {
                return new ClaimedWriteHandle(delegate().openWrite(settled, options), path, writing);
            } catch (IOException | RuntimeException | Error failure) {
                writing.end();
                throw failure;
            }
        }
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        FsPath place = place(directory, Links.NO_FOLLOW);
        try (Held held = hold(place)) {
            delegate().createDirectory(settle(place, null, held));
        }
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        FsPath place = place(link, Links.NO_FOLLOW);
        try (Held held = hold(place)) {
            delegate().createSymbolicLink(settle(place, null, held), target);
        }
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        FsPath named = place(file, Links.FOLLOW);
        FsPath place = place(link, Links.NO_FOLLOW);
        try (Held held = hold(place)) {
            delegate().createHardLink(settle(place, null, held), named);
        }
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        FsPath from = place(source, Links.NO_FOLLOW);
        FsPath place = place(target, Links.NO_FOLLOW);
        try (Held held = hold(place)) {
            FsPath to = settle(place, from, held);
            if (to.equals(from)) {
                rewrite(from, target, held);
                return;
            }
            if (to.startsWith(from)) {
                throw new SubtreeException(source.toString(), target.toString(), "the target is inside the source");
            }
            delegate().move(from, to, ifExists);
        }
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        FsPath from = place(source, Links.FOLLOW);
        FsPath place = place(target, Links.NO_FOLLOW);
        try (Held held = hold(place)) {
            FsPath to = settle(place, null, held);
            if (to.equals(from)) {
                delegate().stat(from, Links.FOLLOW);
                return;
            }
            delegate().copy(from, to, ifExists);
        }
    }

    /** How many names are held now. */
    final int claimed() {
        return claims.size();
    }

    /** The names in a directory that are the same as this one, without it, sorted; none if the directory is not there. */
    final List<String> others(FsPath directory, String name) throws IOException {
        if (same.isAlone(name)) {
            return List.of();
        }
        String key = same.key(name);
        List<String> others = new ArrayList<>();
        try (BackendListing listing = delegate().list(directory, ListOptions.ENTRIES)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                if (!entry.name().equals(name) && same.key(entry.name()).equals(key)) {
                    others.add(entry.name());
                }
            }
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return List.of();
        }
        Collections.sort(others);
        return others;
    }

    /** Whether the storage has an entry of exactly this name. */
    final boolean has(FsPath place, Links last) throws IOException {
        try {
            delegate().stat(place, last);
            return true;
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return false;
        }
    }

    /** Moves an entry onto itself, which does nothing, or to another writing of its name. */
    private void rewrite(FsPath from, FsPath target, Held held) throws IOException {
        if (from.isRoot() || from.name().equals(target.name())) {
            delegate().stat(from, Links.NO_FOLLOW);
            return;
        }
        if (held.otherBeingWritten(target.name()) != null) {
            throw new BusyException(target.toString(), "the file is being written under its old name");
        }
        delegate().move(from, from.parentOrRoot().child(target.name()), IfExists.FAIL);
    }

    private Held hold(FsPath place) throws IOException {
        return claims.hold(place.parentOrRoot(), same.key(place.name()));
    }

    /** One by one, so that names meet here too; what fails is told by the open that follows. */
    private void createParents(FsPath directory) throws IOException {
        if (directory.isRoot() || has(place(directory, Links.FOLLOW), Links.FOLLOW)) {
            return;
        }
        createParents(directory.parentOrRoot());
        try {
            createDirectory(directory);
        } catch (FileAlreadyExistsException raced) {
            // Somebody else was faster, or a link is there.
        }
    }

    private static final class ClaimedWriteHandle extends ForwardingWriteHandle {
        private final FsPath path;
        private final Writing writing;

        ClaimedWriteHandle(BackendWriteHandle delegate, FsPath path, Writing writing) {
            super(delegate);
            this.path = path;
            this.writing = writing;
        }

        @Override
        public FileInfo commit() throws IOException {
            try {
                return super.commit().withPath(path);
            } finally {
                writing.end();
            }
        }

        @Override
        public void abort() throws IOException {
            try {
                super.abort();
            } finally {
                writing.end();
            }
        }
    }
}
