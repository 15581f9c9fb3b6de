package io.anyfs.memory;

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
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.time.Duration;
import java.time.Instant;

/**
 * A storage in memory. Users open it by {@link MemoryFileSystem}; this class is for those who wrap it.
 *
 * <p>Reads block nobody and are blocked by nobody: a file's content is immutable once it is published, a reader keeps the
 * version that it opened, and looking up, opening and listing take no lock. Replacing a file keeps its identity, owner and
 * mode. Reading does not change access times. Safe for use by many threads.
 */
public final class MemoryBackend implements Backend {

    private final NodeTree tree;
    private final Publisher publisher;
    private final Capabilities capabilities;

    /** An empty storage within these bounds. */
    public MemoryBackend(MemoryOptions options) {
        this.tree = new NodeTree(options);
        this.publisher = new Publisher(tree);
        this.capabilities = Capabilities.all(new Capabilities.Limits(
                        options.maxNameBytes(), Integer.MAX_VALUE, Long.MAX_VALUE, Duration.ofNanos(1)))
                .without(Capability.DURABLE, Capability.RECURSIVE_LIST, Capability.DELETE_TREE);
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return capabilities;
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return tree.find(path, links).info(path);
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        if (tree.find(directory, Links.FOLLOW) instanceof DirectoryNode node) {
            return new MemoryListing(directory, node);
        }
        throw new NotDirectoryException(directory.toString());
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        while (true) {
            FileNode file = requireFile(tree.find(path, Links.FOLLOW), path);
            FileNode.Version version = file.version();
            if (version.content().hold()) {
                return new MemoryReadHandle(file.info(path, version), version.content());
            }
            // It was replaced or deleted at this moment: look again.
        }
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        return publisher.open(path, options);
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        tree.change(() -> {
            Walk place = requireFree(tree.walk(directory, Links.NO_FOLLOW), directory);
            tree.createDirectory(place.directory(), place.name(), directory);
        });
    }

    @Override
    public void delete(FsPath path) throws IOException {
        tree.change(() -> {
            Walk place = tree.walk(path, Links.NO_FOLLOW);
            if (place.existing() instanceof DirectoryNode directory && !directory.isEmpty()) {
                throw new DirectoryNotEmptyException(path.toString());
            }
            tree.delete(place);
        });
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) {
        throw new UnsupportedOperationException("memory deletes entry by entry");
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        tree.change(() -> {
            Walk from = tree.walk(source, Links.NO_FOLLOW);
            Node node = from.existing();
            Walk to = tree.walk(target, Links.NO_FOLLOW);
            // The paths differ, but through links they may lead to one place, or into the source.
            if (to.isSame(from)) {
                return;
            }
            if (node instanceof DirectoryNode directory && directory.holds(to.directory())) {
                throw new SubtreeException(source.toString(), target.toString(), "the target is inside the source");
            }
            requireReplaceable(to, target, ifExists);
            if (node instanceof DirectoryNode) {
                requireFree(to, target);
            }
            tree.move(from, to);
        });
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        tree.change(() -> {
            Walk from = tree.walk(source, Links.FOLLOW);
            FileNode file = requireFile(from.existing(), source);
            Walk to = tree.walk(target, Links.NO_FOLLOW);
            if (to.isSame(from)) {
                return;
            }
            requireReplaceable(to, target, ifExists);
            copy(file, to, target);
        });
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        tree.change(() -> {
            tree.walk(path, links).existing().change(changes);
        });
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        if (tree.find(link, Links.NO_FOLLOW) instanceof LinkNode node) {
            return node.target().text();
        }
        throw new NotLinkException(link.toString());
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        tree.change(() -> {
            Walk place = requireFree(tree.walk(link, Links.NO_FOLLOW), link);
            LinkTarget parsed = LinkTarget.of(target, link, place.directory().depth());
            tree.createLink(place, parsed, link);
        });
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        tree.change(() -> {
            FileNode named = requireFile(tree.walk(file, Links.FOLLOW).existing(), file);
            tree.createHardLink(requireFree(tree.walk(link, Links.NO_FOLLOW), link), named, link);
        });
    }

    @Override
    public Space space(FsPath path) {
        return tree.quota().space();
    }

    @Override
    public void close() {
        tree.clear();
    }

    /** The copy shares the source's chunks and takes the place of what is there. */
    private void copy(FileNode file, Walk to, FsPath target) throws IOException {
        FileNode.Version source = file.share();
        Content content = source.content();
        Reservation reservation = new Reservation(tree.quota(), target, 0);
        boolean copied = false;
        try {
            Instant now = tree.now();
            Attributes attributes = tree.newFileAttributes(now)
                    .with(AttributeChanges.lastModified(source.attributes().lastModified())
                            .withMode(source.attributes().posix().mode()));
            if (to.node() instanceof FileNode there && !there.hasOtherNames()) {
                synchronized (there) {
                    reservation.becomeContent(there.version().content().stored(), content.stored());
                    there.publish(new FileNode.Version(content, tree.nextNumber(), attributes));
                }
            } else {
                reservation.becomeFile(content.stored());
                tree.createFile(to, content, attributes, now);
            }
            copied = true;
        } finally {
            reservation.end();
            if (!copied) {
                content.release();
            }
        }
    }

    private static FileNode requireFile(Node node, FsPath path) throws IsDirectoryException {
        if (node instanceof FileNode file) {
            return file;
        }
        throw new IsDirectoryException(path.toString(), null);
    }

    private static Walk requireFree(Walk place, FsPath path) throws FileAlreadyExistsException {
        if (place.node() != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return place;
    }

    private static void requireReplaceable(Walk place, FsPath path, IfExists ifExists)
            throws FileAlreadyExistsException {
        if (place.node() instanceof DirectoryNode) {
            throw new FileAlreadyExistsException(path.toString(), null, "a directory is never replaced");
        }
        if (ifExists == IfExists.FAIL) {
            requireFree(place, path);
        }
    }
}
