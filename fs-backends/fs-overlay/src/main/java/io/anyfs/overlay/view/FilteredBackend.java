package io.anyfs.overlay.view;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.TreeDeletion;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.overlay.view.Visibility.Shown;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingListing;
import io.anyfs.spi.ForwardingWriteHandle;
import io.anyfs.tree.NameFolding;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A view that hides entries. What is hidden, with all below it, does not exist for whoever asks for it. What would be hidden
 * is not created: {@link AccessDeniedException}, whether it exists or not.
 *
 * <p>A directory that holds hidden entries is not deleted: {@link DirectoryNotEmptyException} says so, which is all that the
 * view tells of them. A directory that is moved takes its hidden entries along; if one of them would be seen at the target,
 * the move is refused. {@link Capability#DELETE_TREE} is not declared, as it would delete what is hidden.
 *
 * <p>Where the storage has links the view follows them itself, one name at a time, so that a link to what is hidden leads
 * nowhere. Where it was written to lead can still be read. No link to a hidden place is created. That holds but for somebody
 * who swaps a directory for a link, or creates hidden entries in a directory that is moved, in the very moment between the
 * check and the use.
 *
 * <p>Where names that differ in case, or in how accents are written, are the same to the storage, so are they to the patterns. Further names that a storage knows an
 * entry by, such as {@code SECRET~1} on Windows, are not known to the view: there, show what is wanted instead of hiding the
 * rest.
 */
public final class FilteredBackend extends ForwardingBackend {

    private final Map<NameFolding, Visibility> visibilities = new EnumMap<>(NameFolding.class);

    /** A view of this backend, which it owns. */
    public FilteredBackend(Backend delegate, FilterOptions options) {
        super(delegate);
        for (NameFolding folding : NameFolding.values()) {
            visibilities.put(folding, Visibility.of(options, folding));
        }
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return super.capabilities(path).without(Capability.DELETE_TREE);
    }

    /** The place of an entry that is to be looked at, changed or deleted. */
    @Override
    protected FsPath inner(FsPath path, Links last) throws IOException {
        FsPath place = NameWalk.resolve(delegate(), path, last, looking(path));
        if (shownBelow(place) == Shown.DIRECTORY && isOtherThanDirectory(place)) {
            throw new NoSuchFileException(path.toString());
        }
        return place;
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        FsPath place = inner(directory, Links.FOLLOW);
        return new FilteredListing(delegate().list(place, options), place, directory);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        boolean createNew = options.mode() == WriteMode.CREATE_NEW;
        if (options.mustExist() && !createNew) {
            inner(path, Links.FOLLOW);
        }
        FsPath place = created(path, createNew ? Links.NO_FOLLOW : Links.FOLLOW, false);
        return new ShownWriteHandle(delegate().openWrite(place, options), path);
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        delegate().createDirectory(created(directory, Links.NO_FOLLOW, true));
    }

    @Override
    public void delete(FsPath path) throws IOException {
        FsPath place = inner(path, Links.NO_FOLLOW);
        try {
            delegate().delete(place);
        } catch (DirectoryNotEmptyException full) {
            throw holdsSeen(place) ? full : new HoldsHidden(path, full);
        }
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        throw new UnsupportedCapabilityException(directory.toString(), Capability.DELETE_TREE);
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        FsPath from = inner(source, Links.NO_FOLLOW);
        boolean directory = isDirectory(from);
        FsPath to = created(target, Links.NO_FOLLOW, directory);
        if (directory && !to.startsWith(from)) {
            requireStaysHidden(from, to, source);
        }
        delegate().move(from, to, ifExists);
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        FsPath from = inner(source, Links.FOLLOW);
        delegate().copy(from, created(target, Links.NO_FOLLOW, false), ifExists);
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        FsPath place = created(link, Links.NO_FOLLOW, false);
        if (leadsToHidden(place, target, link)) {
            throw new HiddenPlace(link, "the target is hidden");
        }
        delegate().createSymbolicLink(place, target);
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        FsPath named = inner(file, Links.FOLLOW);
        delegate().createHardLink(created(link, Links.NO_FOLLOW, false), named);
    }

    private boolean leadsToHidden(FsPath link, String target, FsPath asked) throws IOException {
        try {
            FsPath place = NameWalk.target(delegate(), link.parentOrRoot(), target, asked, creating(asked));
            return shownBelow(place) == Shown.DIRECTORY && isOtherThanDirectory(place);
        } catch (HiddenPlace hidden) {
            return true;
        } catch (NoSuchFileException
                | NotDirectoryException
                | AccessDeniedException
                | FileSystemLoopException leadsNowhere) {
            // Whether there may be such a link is for the storage to say.
            return false;
        }
    }

    /** The place of an entry that is to be created or replaced. */
    private FsPath created(FsPath path, Links last, boolean directory) throws IOException {
        FsPath place = NameWalk.resolve(delegate(), path, last, creating(path));
        if (shownBelow(place) == Shown.DIRECTORY && (directory ? isOtherThanDirectory(place) : !isDirectory(place))) {
            throw new HiddenPlace(path, "only a directory is shown here");
        }
        return place;
    }

    private NameWalk.Judge looking(FsPath asked) {
        return new Seeing(this, () -> new NoSuchFileException(asked.toString()));
    }

    private NameWalk.Judge creating(FsPath asked) {
        return new Seeing(this, () -> new HiddenPlace(asked, "what would be hidden is not created"));
    }

    private Visibility visibility(FsPath place) {
        return Objects.requireNonNull(visibilities.get(NameFolding.of(delegate().capabilities(place))));
    }

    private Shown shown(FsPath place) {
        return visibility(place).of(place);
    }

    /** Of a place that no hidden name is on the way to. */
    private Shown shownBelow(FsPath place) {
        return visibility(place).below(place);
    }

    private boolean isSeen(FsPath place, FileInfo entry) {
        return isSeen(shown(place), entry);
    }

    private static boolean isSeen(Shown shown, FileInfo entry) {
        return shown == Shown.ANYTHING || (shown == Shown.DIRECTORY && entry.isDirectory());
    }

    private boolean isDirectory(FsPath place) throws IOException {
        FileInfo info = find(place);
        return info != null && info.isDirectory();
    }

    private boolean isOtherThanDirectory(FsPath place) throws IOException {
        FileInfo info = find(place);
        return info != null && !info.isDirectory();
    }

    private @Nullable FileInfo find(FsPath place) throws IOException {
        try {
            return delegate().stat(place, Links.NO_FOLLOW);
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return null;
        }
    }

    private boolean holdsSeen(FsPath directory) throws IOException {
        try (BackendListing listing = list(directory, ListOptions.ENTRIES)) {
            return listing.next() != null;
        }
    }

    /** Refuses to move a directory that holds what is hidden and would be seen at the target. */
    private void requireStaysHidden(FsPath from, FsPath to, FsPath asked) throws IOException {
        if (visibility(from).goesByLastName()) {
            return;
        }
        Deque<FsPath> directories = new ArrayDeque<>(List.of(from));
        while (!directories.isEmpty()) {
            try (BackendListing listing = delegate().list(directories.pop(), ListOptions.ENTRIES)) {
                for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                    FsPath place = entry.path();
                    if (!isSeen(place, entry) && isSeen(place.from(from).under(to), entry)) {
                        throw new AccessDeniedException(
                                asked.toString(), null, "it holds hidden entries that would be seen at the target");
                    }
                    if (entry.isDirectory()) {
                        directories.push(place);
                    }
                }
            }
        }
    }

    /** Lets nobody pass a name that is hidden. */
    private record Seeing(FilteredBackend view, Supplier<FileSystemException> refusal) implements NameWalk.Judge {

        @Override
        public FsPath child(FsPath directory, String name, boolean there) throws IOException {
            FsPath child = directory.child(name);
            if (view.shownBelow(child) == Shown.NOTHING) {
                throw refusal.get();
            }
            return child;
        }

        @Override
        public void follow(FsPath link) throws IOException {
            if (view.shownBelow(link) != Shown.ANYTHING) {
                throw refusal.get();
            }
        }
    }

    private final class FilteredListing extends ForwardingListing {
        private final FsPath place;
        private final FsPath directory;

        FilteredListing(BackendListing delegate, FsPath place, FsPath directory) {
            super(delegate);
            this.place = place;
            this.directory = directory;
        }

        @Override
        public @Nullable FileInfo next() throws IOException {
            FileInfo next = super.next();
            while (next != null && !isSeen(shownIn(next.path()), next)) {
                next = super.next();
            }
            return next == null ? null : next.withPath(next.path().from(place).under(directory));
        }

        private Shown shownIn(FsPath path) {
            return place.equals(path.parent()) ? shownBelow(path) : shown(path);
        }
    }

    private static final class ShownWriteHandle extends ForwardingWriteHandle {
        private final FsPath path;

        ShownWriteHandle(BackendWriteHandle delegate, FsPath path) {
            super(delegate);
            this.path = path;
        }

        @Override
        public FileInfo commit() throws IOException {
            return super.commit().withPath(path);
        }
    }

    private static final class HiddenPlace extends AccessDeniedException {
        private static final long serialVersionUID = 1L;

        HiddenPlace(FsPath path, String reason) {
            super(path.toString(), null, reason);
        }
    }

    /** The JDK's type takes no reason. */
    private static final class HoldsHidden extends DirectoryNotEmptyException {
        private static final long serialVersionUID = 1L;

        HoldsHidden(FsPath path, DirectoryNotEmptyException cause) {
            super(path.toString());
            initCause(cause);
        }

        @Override
        public String getReason() {
            return "the directory holds entries that are hidden";
        }
    }
}
