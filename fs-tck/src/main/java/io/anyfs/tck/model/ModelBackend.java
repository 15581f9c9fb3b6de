package io.anyfs.tck.model;

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
import io.anyfs.SubtreeException;
import io.anyfs.TreeDeletion;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The contract as the simplest storage that keeps it: a sorted map under one lock, every file one array. Made to be compared
 * with, to run the contract's own tests on, and to be read by those who write a backend; not made to be fast, and not for
 * large files.
 */
public final class ModelBackend implements Backend {

    private static final Capabilities CAPABILITIES = Capabilities.all(Capabilities.Limits.POSIX)
            .without(
                    Capability.DURABLE,
                    Capability.SET_LAST_ACCESS,
                    Capability.SET_OWNER,
                    Capability.SPACE,
                    Capability.HARD_LINKS);

    private final ModelTree tree = new ModelTree();
    private long ids;

    /** An empty storage. */
    public ModelBackend() {}

    @Override
    public String name() {
        return "model";
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return CAPABILITIES;
    }

    @Override
    public synchronized FileInfo stat(FsPath path, Links links) throws IOException {
        return tree.require(tree.resolve(path, links), path).info(path);
    }

    @Override
    public synchronized BackendListing list(FsPath directory, ListOptions options) throws IOException {
        FsPath place = tree.resolve(directory, Links.FOLLOW);
        if (!tree.require(place, directory).isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        return new ModelListing(tree.below(place, options.recursive()).stream()
                .map(path -> node(path).info(path.from(place).under(directory)))
                .toList()
                .iterator());
    }

    @Override
    public synchronized BackendReadHandle openRead(FsPath path) throws IOException {
        ModelNode node = tree.require(tree.resolve(path, Links.FOLLOW), path);
        requireFile(node, path);
        return new ModelReadHandle(node.info(path), node.content());
    }

    @Override
    public synchronized BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        boolean createNew = options.mode() == WriteMode.CREATE_NEW;
        if (options.createParents()) {
            createParents(path);
        }
        FsPath place = tree.resolve(path, createNew ? Links.NO_FOLLOW : Links.FOLLOW);
        ModelNode node = tree.get(place);
        if (node != null && createNew) {
            throw new FileAlreadyExistsException(path.toString());
        }
        if (node != null) {
            requireFile(node, path);
        }
        if (options.mustExist() && !createNew) {
            tree.require(place, path);
        }
        ByteBuffer start = node != null && options.keepsContent() ? node.content() : ByteBuffer.allocate(0);
        return new ModelWriteHandle(this, path, place, options, start);
    }

    @Override
    public synchronized void createDirectory(FsPath directory) throws IOException {
        tree.put(absent(directory), ModelNode.directory(++ids));
    }

    @Override
    public synchronized void delete(FsPath path) throws IOException {
        FsPath place = tree.resolve(path, Links.NO_FOLLOW);
        tree.require(place, path);
        if (!tree.below(place, false).isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        tree.remove(place);
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        // Told without the lock, so that nobody waits for who is told.
        for (FileInfo entry : removeTree(directory, scope)) {
            deletion.deleted(entry);
        }
    }

    @Override
    public synchronized void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        FsPath from = tree.resolve(source, Links.NO_FOLLOW);
        ModelNode moved = tree.require(from, source);
        FsPath to = tree.resolve(target, Links.NO_FOLLOW);
        if (from.equals(to)) {
            return;
        }
        if (to.startsWith(from)) {
            throw new SubtreeException(source.toString(), target.toString(), "the target is inside the source");
        }
        requireReplaceable(to, target, ifExists);
        if (moved.isDirectory() && tree.get(to) != null) {
            throw new FileAlreadyExistsException(target.toString());
        }
        tree.relocate(from, to);
    }

    @Override
    public synchronized void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        FsPath from = tree.resolve(source, Links.FOLLOW);
        ModelNode copied = tree.require(from, source);
        requireFile(copied, source);
        FsPath to = tree.resolve(target, Links.NO_FOLLOW);
        if (from.equals(to)) {
            return;
        }
        requireReplaceable(to, target, ifExists);
        ModelNode copy = ModelNode.file(copied.content(), ++ids);
        tree.put(
                to,
                copy.with(AttributeChanges.lastModified(copied.lastModified()).withMode(copied.mode())));
    }

    @Override
    public synchronized void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        FsPath place = tree.resolve(path, links);
        tree.put(place, tree.require(place, path).with(changes));
    }

    @Override
    public synchronized String readLink(FsPath link) throws IOException {
        ModelNode node = tree.require(tree.resolve(link, Links.NO_FOLLOW), link);
        if (!node.isLink()) {
            throw new NotLinkException(link.toString());
        }
        return node.target();
    }

    @Override
    public synchronized void createSymbolicLink(FsPath link, String target) throws IOException {
        FsPath place = absent(link);
        try {
            FsPath.of(target.startsWith("/") ? target : place.parentOrRoot() + "/" + target);
        } catch (InvalidPathException outOfRoot) {
            throw new AccessDeniedException(link.toString(), null, "the target leads out of the root");
        }
        tree.put(place, ModelNode.link(target, ++ids));
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        throw new UnsupportedCapabilityException(link.toString(), Capability.HARD_LINKS);
    }

    @Override
    public Space space(FsPath path) throws IOException {
        throw new UnsupportedCapabilityException(path.toString(), Capability.SPACE);
    }

    @Override
    public void close() {}

    /** Puts the content of a write handle in its place. */
    synchronized FileInfo publish(
            FsPath path, FsPath place, WriteOptions options, ByteBuffer content, AttributeChanges changes)
            throws IOException {
        tree.require(place.parentOrRoot(), path);
        ModelNode there = tree.get(place);
        if (there != null) {
            requireFile(there, path);
        }
        ModelNode file = there == null ? ModelNode.file(content, ++ids) : there.withContent(content, ++ids);
        ModelNode published = file.with(changes);
        tree.put(place, published);
        return published.info(path);
    }

    /** The version of what is in a place now; empty if nothing is. */
    synchronized String version(FsPath place) {
        ModelNode there = tree.get(place);
        return there == null ? "" : Long.toString(there.version());
    }

    /** Removes a tree; returns what it was, each directory after what it held. */
    private synchronized List<FileInfo> removeTree(FsPath directory, DeleteScope scope) throws IOException {
        boolean whole = scope == DeleteScope.WHOLE;
        FsPath place = tree.resolve(directory, whole ? Links.NO_FOLLOW : Links.FOLLOW);
        if (!tree.require(place, directory).isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        List<FsPath> places = new ArrayList<>(whole ? List.of(place) : List.of());
        places.addAll(tree.below(place, true));
        Collections.reverse(places);
        List<FileInfo> removed = new ArrayList<>();
        for (FsPath path : places) {
            removed.add(node(path).info(path.from(place).under(directory)));
            tree.remove(path);
        }
        return removed;
    }

    private void createParents(FsPath path) throws IOException {
        FsPath parent = path.parentOrRoot();
        if (parent.isRoot()) {
            return;
        }
        createParents(parent);
        FsPath place = tree.resolve(parent, Links.FOLLOW);
        if (tree.get(place) == null) {
            tree.put(place, ModelNode.directory(++ids));
        }
    }

    /** The place of an entry that is to be created. */
    private FsPath absent(FsPath path) throws IOException {
        FsPath place = tree.resolve(path, Links.NO_FOLLOW);
        if (tree.get(place) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return place;
    }

    private void requireReplaceable(FsPath place, FsPath target, IfExists ifExists) throws IOException {
        ModelNode there = tree.get(place);
        if (there != null && (ifExists == IfExists.FAIL || there.isDirectory())) {
            throw new FileAlreadyExistsException(target.toString());
        }
    }

    private ModelNode node(FsPath place) {
        ModelNode node = tree.get(place);
        if (node == null) {
            throw new IllegalStateException("no entry at " + place);
        }
        return node;
    }

    private static void requireFile(ModelNode node, FsPath path) throws IOException {
        if (node.isDirectory()) {
            throw new IsDirectoryException(path.toString(), null);
        }
    }
}
