package io.anyfs.memory;

import io.anyfs.FsPath;
import io.anyfs.Links;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Follows a path from the root, name by name, and links on the way. Used once, by one thread. */
final class Walk {

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private final DirectoryNode root;
    private final FsPath path;
    private final Iterator<String> names;
    private final MissingDirectory missing;
    private @Nullable Deque<String> linkedNames;
    private int links;

    private DirectoryNode directory;
    private String name = "";
    private @Nullable Node node;

    /** What to do about a directory that is missing on the way. */
    @FunctionalInterface
    interface MissingDirectory {
        DirectoryNode create(DirectoryNode parent, String name, FsPath path) throws IOException;
    }

    /** Fails for a missing directory. Names it without what is above: that may be hidden from who asks. */
    static final MissingDirectory REFUSED = (parent, name, path) -> {
        throw new NoSuchFileException(
                path.toString(),
                null,
                "the parent directory '" + path.parentOrRoot().name() + "' does not exist");
    };

    private Walk(DirectoryNode root, FsPath path, MissingDirectory missing) {
        this.root = root;
        this.path = path;
        this.missing = missing;
        this.names = path.iterator();
        this.directory = root;
        this.node = root;
    }

    /** Whether another walk has led to the same name in the same directory. */
    boolean isSame(Walk other) {
        return directory == other.directory && name.equals(other.name);
    }

    /** Walks to where a path leads. What is there may be nothing, but its directory has to be there or be created. */
    static Walk along(DirectoryNode root, FsPath path, Links last, MissingDirectory missing) throws IOException {
        Walk walk = new Walk(root, path, missing);
        while (walk.hasNext()) {
            walk.step();
            if (walk.node instanceof LinkNode link && (last == Links.FOLLOW || walk.hasNext())) {
                walk.follow(link);
            }
        }
        return walk;
    }

    /** What is there; {@code null} if nothing is. */
    @Nullable
    Node node() {
        return node;
    }

    /** What is there. */
    Node existing() throws NoSuchFileException {
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    /** The directory that holds it, or would. */
    DirectoryNode directory() {
        return directory;
    }

    /** Its name in the directory. */
    String name() {
        return name;
    }

    private boolean hasNext() {
        return names.hasNext() || (linkedNames != null && !linkedNames.isEmpty());
    }

    private void step() throws IOException {
        if (node instanceof DirectoryNode next) {
            directory = next;
        } else if (node == null) {
            directory = missing.create(directory, name, path);
        } else {
            throw new NotDirectoryException(path.toString());
        }
        if (linkedNames == null || linkedNames.isEmpty()) {
            name = names.next();
            node = directory.get(name);
            return;
        }
        name = linkedNames.pop();
        if (name.equals("..")) {
            node = directory.parent();
            if (node == null) {
                throw new AccessDeniedException(path.toString(), null, "a link leads out of the root");
            }
        } else {
            node = directory.get(name);
        }
    }

    private void follow(LinkNode link) throws IOException {
        if (++links > MAX_LINKS) {
            throw new FileSystemLoopException(path.toString());
        }
        if (linkedNames == null) {
            linkedNames = new ArrayDeque<>();
        }
        LinkTarget target = link.target();
        node = target.fromRoot() ? root : directory;
        for (int i = target.names().size() - 1; i >= 0; i--) {
            linkedNames.push(target.names().get(i));
        }
    }
}
