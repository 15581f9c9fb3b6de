package io.anyfs.memory;

import io.anyfs.AttributeChanges;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.WriteOptions.Publication;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Opens files for writing and publishes what was written. What a file must or must not be is checked at both. */
final class Publisher {

    private final NodeTree tree;

    Publisher(NodeTree tree) {
        this.tree = tree;
    }

    BackendWriteHandle open(FsPath path, WriteOptions options) throws IOException {
        if (options.publication() == Publication.IN_PLACE) {
            return openInPlace(path, options);
        }
        // Content that is kept must be there until the handle has it.
        return createsParents(options) || options.keepsContent()
                ? tree.changeAndGet(() -> open(walk(path, options), path, options))
                : open(tree.look(path, links(options)), path, options);
    }

    private BackendWriteHandle open(Walk place, FsPath path, WriteOptions options) throws IOException {
        FileNode there = checked(place, path, options);
        if (there != null && options.keepsContent()) {
            synchronized (there) {
                Content start = there.version().content();
                return handle(start, path, options, new Reservation(tree.quota(), path, start.stored()));
            }
        }
        Reservation reservation = new Reservation(tree.quota(), path, 0);
        if (there == null) {
            reservation.holdEntry();
        }
        return handle(Content.EMPTY, path, options, reservation);
    }

    private MemoryWriteHandle handle(Content start, FsPath path, WriteOptions options, Reservation reservation) {
        ContentEditor editor = new ContentEditor(start, options.expectedSize(), reservation, tree.pool());
        return new MemoryWriteHandle(this, path, options, editor, reservation);
    }

    /** Makes what was written the file at a path: the one moment at which it appears. */
    FileInfo publish(
            FsPath path, WriteOptions options, Content content, AttributeChanges changes, Reservation reservation)
            throws IOException {
        return tree.changeAndGet(() -> {
            Walk place = walk(path, options);
            FileNode there = checked(place, path, options);
            requireVersion(there, path, options);
            Instant now = tree.now();
            if (there == null || there.hasOtherNames()) {
                // Under its other names a file stays what it was.
                reservation.becomeFile(content.stored());
                Attributes attributes = there == null
                        ? tree.newFileAttributes(now)
                        : there.version().attributes().modified(now);
                return tree.createFile(place, content, attributes.with(changes), now)
                        .info(path);
            }
            synchronized (there) {
                FileNode.Version before = there.version();
                reservation.becomeContent(before.content().stored(), content.stored());
                Attributes attributes = before.attributes().modified(now).with(changes);
                there.publish(new FileNode.Version(content, tree.nextNumber(), attributes));
                return there.info(path);
            }
        });
    }

    private BackendWriteHandle openInPlace(FsPath path, WriteOptions options) throws IOException {
        return tree.changeAndGet(() -> {
            Walk place = walk(path, options);
            FileNode there = checked(place, path, options);
            requireVersion(there, path, options);
            if (there == null) {
                Instant now = tree.now();
                tree.quota().takeEntry(path);
                there = tree.createFile(place, Content.EMPTY, tree.newFileAttributes(now), now);
            }
            InPlaceWriteHandle handle = new InPlaceWriteHandle(tree, path, there, options);
            if (!options.keepsContent() && handle.size() > 0) {
                handle.truncate(0);
            }
            return handle;
        });
    }

    private Walk walk(FsPath path, WriteOptions options) throws IOException {
        return createsParents(options)
                ? tree.walkCreatingParents(path, links(options))
                : tree.walk(path, links(options));
    }

    private static boolean createsParents(WriteOptions options) {
        return options.createParents() && !options.mustExist();
    }

    /** A new file never goes through a link, as with O_EXCL of POSIX. */
    private static Links links(WriteOptions options) {
        return options.mode() == WriteMode.CREATE_NEW ? Links.NO_FOLLOW : Links.FOLLOW;
    }

    /** The file that is there; {@code null} if nothing is and nothing has to be. */
    private static @Nullable FileNode checked(Walk place, FsPath path, WriteOptions options) throws IOException {
        Node there = place.node();
        if (there instanceof DirectoryNode) {
            throw new IsDirectoryException(path.toString(), null);
        } else if (options.mode() == WriteMode.CREATE_NEW) {
            if (there != null) {
                throw new FileAlreadyExistsException(path.toString());
            }
        } else if (there == null && options.mustExist()) {
            throw new NoSuchFileException(path.toString());
        }
        return (FileNode) there;
    }

    private static void requireVersion(@Nullable FileNode there, FsPath path, WriteOptions options)
            throws FileChangedException {
        String wanted = options.ifVersion();
        if (wanted == null) {
            return;
        }
        String found = there == null ? null : there.version().name();
        if (!wanted.equals(found)) {
            throw new FileChangedException(
                    path.toString(), "expected version " + wanted + ", found " + (found == null ? "none" : found));
        }
    }
}
