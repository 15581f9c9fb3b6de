package io.anyfs.overlay.view;

import io.anyfs.Capabilities;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.InvalidNameException;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingListing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view in which names may be what they like, over a storage that has fewer: names are stored escaped, by a
 * {@link NameEscape}, and shown as they were given. Where links lead is stored escaped too, so that the storage follows them;
 * the size of a link is that of its stored target.
 *
 * <p>The limits are those of the storage. A name whose stored one is longer than the storage can have is
 * {@link InvalidNameException}, although it is within them itself. So is creating an entry that would be stored by a name
 * that the storage should not have, which is the case only of names that begin with {@code %!}.
 */
public final class EscapedNamesBackend extends ForwardingBackend {

    private final NameEscape escape;

    /** A view of this backend, which it owns. */
    public EscapedNamesBackend(Backend delegate, NameEscape escape) {
        super(delegate);
        this.escape = escape;
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return super.capabilities(stored(path));
    }

    @Override
    protected FsPath inner(FsPath path, Links last) {
        return stored(path);
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        FsPath inner = stored(directory);
        return new ShownListing(delegate().list(inner, options), new Shown(inner, directory, escape));
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        requireHoldable(path);
        return super.openWrite(path, options);
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        requireHoldable(directory);
        super.createDirectory(directory);
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        FsPath inner = stored(directory);
        delegate().deleteTree(inner, scope, new ShownDeletion(deletion, new Shown(inner, directory, escape)));
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        requireHoldable(target);
        super.move(source, target, ifExists);
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        requireHoldable(target);
        super.copy(source, target, ifExists);
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        return ofNames(super.readLink(link), false);
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        requireHoldable(link);
        super.createSymbolicLink(link, ofNames(target, true));
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        requireHoldable(link);
        super.createHardLink(link, file);
    }

    private FsPath stored(FsPath path) {
        FsPath stored = FsPath.ROOT;
        boolean same = true;
        for (String name : path) {
            String storedName = escape.stored(name);
            same &= storedName.equals(name);
            stored = stored.child(storedName);
        }
        return same ? path : stored;
    }

    /** The target of a link, name by name: as it is stored, or as it is shown. */
    private String ofNames(String target, boolean stored) {
        List<String> names = new ArrayList<>();
        for (String name : target.split("/", -1)) {
            boolean special = name.isEmpty() || name.equals(".") || name.equals("..");
            names.add(special ? name : stored ? escape.stored(name) : escape.shown(name));
        }
        return String.join("/", names);
    }

    /** The storage must be able to have what is to be created, unless it is there already. */
    private void requireHoldable(FsPath path) throws IOException {
        FsPath stored = stored(path);
        if (stored.equals(path)) {
            return;
        }
        Capabilities.Limits limits = delegate().capabilities(stored).limits();
        requireLength(path, stored.toString(), limits.maxPathBytes());
        for (String name : stored) {
            requireLength(path, name, limits.maxNameBytes());
        }
        requireLegal(path, stored);
    }

    private static void requireLength(FsPath path, String stored, int longest) throws InvalidNameException {
        // A char is at most 3 bytes of UTF-8, so most names need no counting.
        if (stored.length() * 3L > longest && stored.getBytes(StandardCharsets.UTF_8).length > longest) {
            throw new InvalidNameException(
                    path.toString(), "as it is stored, it is longer than " + longest + " bytes: " + stored);
        }
    }

    private void requireLegal(FsPath path, FsPath stored) throws IOException {
        FsPath place = FsPath.ROOT;
        for (String name : stored) {
            place = place.child(name);
            if (!escape.canHave(name) && !isThere(place)) {
                throw new InvalidNameException(
                        path.toString(), "the storage should not have such a name, so it is not created: " + name);
            }
        }
    }

    private boolean isThere(FsPath place) throws IOException {
        try {
            delegate().stat(place, Links.NO_FOLLOW);
            return true;
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return false;
        }
    }

    /** What is in a directory of the storage, as it is shown. */
    private record Shown(FsPath stored, FsPath directory, NameEscape escape) {

        FsPath of(FsPath path) {
            FsPath shown = directory;
            for (String name : path.from(stored)) {
                shown = shown.child(escape.shown(name));
            }
            return shown;
        }
    }

    private static final class ShownListing extends ForwardingListing {
        private final Shown shown;

        ShownListing(BackendListing delegate, Shown shown) {
            super(delegate);
            this.shown = shown;
        }

        @Override
        public @Nullable FileInfo next() throws IOException {
            FileInfo next = super.next();
            return next == null ? null : next.withPath(shown.of(next.path()));
        }
    }

    private record ShownDeletion(TreeDeletion outer, Shown shown) implements TreeDeletion {

        @Override
        public void deleted(FileInfo entry) throws IOException {
            outer.deleted(entry.withPath(shown.of(entry.path())));
        }

        @Override
        public void failed(FsPath path, IOException failure) throws IOException {
            outer.failed(shown.of(path), failure);
        }
    }
}
