package io.anyfs.overlay.union;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.tree.NameFolding;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.ArrayList;
import java.util.List;

/**
 * Storages, layered into one view. The topmost layer that has an entry gives it; directories are merged; a file hides a
 * directory of its name in the layers below, and the other way round. Links lead through the view, whichever layers have the
 * link and its target.
 *
 * <pre>{@code
 * UnionBackend union = new UnionBackend(List.of(
 *         UnionLayer.writable("changes", new MemoryBackend(MemoryOptions.DEFAULT)),
 *         UnionLayer.readOnly("base", LocalBackend.open(base, LocalOptions.DEFAULT))));
 * FileSystem fs = FileSystem.over(union);
 * fs.write("/report", "draft");
 * union.commit();
 * }</pre>
 *
 * <p>A change of an entry that only a lower layer has copies it into the writable layer above first. A copy is published whole or
 * not at all, and where it serves a write, only together with what is written. It keeps bytes, modification time and mode, not
 * the owner. Directories above it are created with their mode and modification time; they stay when a write is aborted, and
 * nobody sees them.
 *
 * <p>A deletion never touches a layer that is not writable: a mark beside the entry's place hides it. Marks are files whose names
 * begin with {@code .anyfs.wh.}; the view never shows such names, in no layer, and a path that holds one is
 * {@link io.anyfs.InvalidNameException}. Marks of all layers count, so that a write layer can become a lower one later.
 *
 * <p>With several writable layers a new entry goes where {@link NewFilePolicy} says, an existing one is changed where it is, and a
 * deletion deletes it in all of them.
 *
 * <p>What it refuses: to move directories, as {@code io.anyfs.tree.TreeMove} can copy them; to move a link to where it would
 * lead out of the root ({@link AccessDeniedException}); to promise that a write survives power
 * loss. A path is resolved name by name, at one request or more for each name and layer. A listing holds the names of the upper
 * layers' directory in memory. Nobody else may change the layers while the union is open.
 *
 * <p>Safe for use by many threads.
 */
public final class UnionBackend implements Backend {

    private final List<Layer> layers;
    private final Capabilities capabilities;
    private final Markers markers;
    private final View view;
    private final Placement placement;
    private final Removal removal;
    private final Changing changing;
    private final UnionWrites writes;
    private final UnionMoves moves;
    private final Creation creation;
    private final Gate gate = new Gate();
    private final UnionOptions options;

    /** A union of these layers, top first, which it owns. New entries go into the first writable layer. */
    public UnionBackend(List<UnionLayer> layers) {
        this(layers, UnionOptions.DEFAULT);
    }

    /**
     * A union of these layers, top first, which it owns.
     *
     * @throws IllegalArgumentException if there is no layer, two have one name, they do not agree on which names are the
     *     same ({@link NameFolding}), or a writable layer cannot be written, or not names of 74 bytes
     */
    public UnionBackend(List<UnionLayer> layers, UnionOptions options) {
        this.layers = numbered(layers);
        this.options = options;
        this.capabilities = LayerCapabilities.of(this.layers);
        this.markers = new Markers(NameFolding.of(capabilities));
        this.view = new View(this.layers, markers);
        this.placement = new Placement(this.layers, view, options.newFiles());
        this.removal = new Removal(view, markers, placement);
        this.changing = new Changing(view);
        this.writes = new UnionWrites(view, placement, changing, gate);
        this.moves = new UnionMoves(view, placement, removal);
        this.creation = new Creation(view, placement, changing);
    }

    private static List<Layer> numbered(List<UnionLayer> unions) {
        List<Layer> layers = new ArrayList<>();
        for (UnionLayer union : unions) {
            Layer layer = new Layer(layers.size(), union);
            if (layers.stream().anyMatch(other -> other.union().name().equals(union.name()))) {
                throw new IllegalArgumentException("two layers are called '" + union.name() + "'");
            }
            if (layer.writable()) {
                requireWritable(layer);
            }
            layers.add(layer);
        }
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a union needs a layer");
        }
        if (layers.stream().map(Layer::folding).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "the layers do not agree on whether names differ that differ in case, or in how accents are written");
        }
        return List.copyOf(layers);
    }

    private static void requireWritable(Layer layer) {
        if (!layer.has(Capability.WRITE)) {
            throw new IllegalArgumentException("the layer '" + layer.union().name() + "' cannot be written");
        }
        if (layer.backend().capabilities(FsPath.ROOT).limits().maxNameBytes() < Markers.NAME_BYTES) {
            throw new IllegalArgumentException(
                    "the layer '" + layer.union().name() + "' has no names of " + Markers.NAME_BYTES + " bytes");
        }
    }

    // ---------------------------------------------------------------- changes

    /**
     * Tells what the write layer makes of the layers below, each entry once, a directory before what it holds. Files that both
     * have are compared by their bytes. In memory are the names of one directory for each level of the tree.
     *
     * <p>Changes of other threads that come meanwhile may be told or not.
     *
     * @throws IllegalStateException if the union has no write layer: the top one, and no other
     */
    public void diff(UnionChange.Visitor visitor) throws IOException {
        Stack stack = stack();
        gate.act(FsPath.ROOT, () -> new Differences(stack, markers, visitor).tell());
    }

    /**
     * Makes the changes of the write layer in the layer below, and empties the write layer. The view does not change meanwhile;
     * calls of other threads wait. What fails or crashes on the way loses nothing: another commit goes on, a rollback afterwards
     * leaves what was made already.
     *
     * <p>Order: of each directory first deletions, then its entries; attributes of a directory after what it holds. Each file is
     * replaced at once. The write layer is emptied when all is made, its marks first. Attributes of the root stay those of the
     * write layer.
     *
     * @throws io.anyfs.BusyException if a handle or a listing is open through the union; nothing was changed
     * @throws io.anyfs.UnsupportedCapabilityException if the layer below cannot be written; nothing was changed
     * @throws IllegalStateException if the union has no write layer, or none below it
     */
    public void commit() throws IOException {
        Stack stack = stack();
        gate.alone(() -> {
            Layer top = stack.top();
            FileInfo root = top.backend().stat(FsPath.ROOT, Links.FOLLOW);
            new Application(stack, markers).run();
            new Emptying(top, markers).run();
            if (top.has(Capability.SET_LAST_MODIFIED)) {
                AttributeChanges time = AttributeChanges.lastModified(root.lastModified());
                top.backend().setAttributes(FsPath.ROOT, time, Links.FOLLOW);
            }
        });
    }

    /**
     * Empties the write layer: all changes are undone. The other layers stay as they are, to the byte. If it fails on the way,
     * part of the changes is undone; another rollback goes on.
     *
     * @throws io.anyfs.BusyException if a handle or a listing is open through the union; nothing was changed
     * @throws IllegalStateException if the union has no write layer
     */
    public void rollback() throws IOException {
        Stack stack = stack();
        gate.alone(() -> new Emptying(stack.top(), markers).run());
    }

    private Stack stack() {
        boolean topOnly = layers.stream().allMatch(layer -> layer.writable() == (layer.index() == 0));
        if (!topOnly || layers.size() < 2) {
            throw new IllegalStateException("needs a writable layer above others that are not");
        }
        return Stack.of(layers);
    }

    // ---------------------------------------------------------------- reading

    @Override
    public String name() {
        return "union";
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return capabilities;
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return gate.pass(path, () -> view.told(view.locate(path, links).slot().existing(path), path));
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions listOptions) throws IOException {
        return gate.pass(directory, () -> new CountedListing(listed(directory), gate));
    }

    private UnionListing listed(FsPath directory) throws IOException {
        Slot slot = view.locate(directory, Links.FOLLOW).slot().existing(directory);
        if (!slot.isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        return new UnionListing(slot, directory, markers);
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        return gate.pass(path, () -> {
            Slot slot = view.locate(path, Links.FOLLOW).slot().existing(path);
            if (slot.isDirectory()) {
                throw new IsDirectoryException(path.toString(), null);
            }
            Layer layer = slot.top().layer();
            return new UnionReadHandle(layer.backend().openRead(slot.path()), layer, path, gate);
        });
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        return gate.pass(link, () -> {
            Slot slot = view.locate(link, Links.NO_FOLLOW).slot().existing(link);
            if (!slot.top().info().isSymbolicLink()) {
                throw new NotLinkException(link.toString());
            }
            return slot.top().layer().backend().readLink(slot.path());
        });
    }

    // ---------------------------------------------------------------- writing

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions writeOptions) throws IOException {
        return gate.pass(path, () -> {
            if (writeOptions.createParents()
                    && !(writeOptions.mustExist() && writeOptions.mode() != WriteMode.CREATE_NEW)) {
                creation.createParents(path);
            }
            return writes.open(path, writeOptions);
        });
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        gate.act(directory, () -> creation.createDirectory(directory));
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        gate.act(link, () -> creation.createLink(link, target));
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) {
        throw new UnsupportedOperationException("a name in one layer and a file in another cannot be one");
    }

    @Override
    public void delete(FsPath path) throws IOException {
        gate.act(
                path,
                () -> changing.at(path, Links.NO_FOLLOW, at -> {
                    Slot slot = at.slot().existing(path);
                    if (slot.isDirectory()) {
                        requireEmpty(slot, path);
                    }
                    removal.remove(at);
                    return true;
                }));
    }

    private void requireEmpty(Slot directory, FsPath asked) throws IOException {
        try (UnionListing listing = new UnionListing(directory, asked, markers)) {
            if (listing.next() != null) {
                throw new DirectoryNotEmptyException(asked.toString());
            }
        }
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) {
        throw new UnsupportedOperationException("a union deletes entry by entry");
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        gate.act(
                source,
                () -> changing.between(source, target, (from, to) -> {
                    from.slot().existing(source);
                    moves.move(from, to, target, ifExists);
                }));
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) {
        throw new UnsupportedOperationException("a union copies through the process");
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        gate.act(
                path,
                () -> changing.at(path, links, at -> {
                    at.slot().existing(path);
                    if (!changes.isEmpty()) {
                        CopyUp.setAttributes(at, placement, changes);
                    }
                    return true;
                }));
    }

    /** The room in the layer that would take a new entry of the root. */
    @Override
    public Space space(FsPath path) throws IOException {
        List<UnionLayer> writable =
                layers.stream().filter(Layer::writable).map(Layer::union).toList();
        UnionLayer layer = writable.size() > 1
                ? options.newFiles().choose(path, writable)
                : writable.isEmpty() ? layers.get(0).union() : writable.get(0);
        return layer.backend().space(FsPath.ROOT);
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        for (Layer layer : layers) {
            try {
                layer.backend().close();
            } catch (IOException failure) {
                if (failed == null) {
                    failed = failure;
                } else {
                    failed.addSuppressed(failure);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
