package io.anyfs.tck.model;

import io.anyfs.FsPath;
import io.anyfs.Links;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All entries by path, and how a path with links on its way leads to one of them. Guarded by {@link ModelBackend}. */
final class ModelTree {

    private static final int MAX_LINKS = 40;

    private final TreeMap<FsPath, ModelNode> nodes = new TreeMap<>();
    private int links;

    ModelTree() {
        nodes.put(FsPath.ROOT, ModelNode.directory(0));
    }

    /** The entry itself, no link followed on the way. */
    @Nullable
    ModelNode get(FsPath place) {
        return nodes.get(place);
    }

    void put(FsPath place, ModelNode node) {
        count(node, 1);
        count(nodes.put(place, node), -1);
    }

    void remove(FsPath place) {
        count(nodes.remove(place), -1);
    }

    private void count(@Nullable ModelNode node, int change) {
        if (node != null && node.isLink()) {
            links += change;
        }
    }

    /** The entries below a directory: all, or those directly in it. */
    List<FsPath> below(FsPath directory, boolean recursive) {
        return nodes.tailMap(directory, false).keySet().stream()
                .takeWhile(path -> path.startsWith(directory))
                .filter(path -> recursive || path.parentOrRoot().equals(directory))
                .toList();
    }

    /** Takes an entry with all below it from one place to another. */
    void relocate(FsPath from, FsPath to) {
        List<FsPath> below = below(from, true);
        move(from, to);
        for (FsPath path : below) {
            move(path, path.from(from).under(to));
        }
    }

    private void move(FsPath from, FsPath to) {
        ModelNode node = nodes.get(from);
        if (node != null) {
            remove(from);
            put(to, node);
        }
    }

    ModelNode require(FsPath place, FsPath asked) throws FileSystemException {
        ModelNode node = nodes.get(place);
        if (node == null) {
            throw new NoSuchFileException(asked.toString());
        }
        return node;
    }

    /**
     * Where a path leads, all links on the way followed.
     *
     * @param last whether the last name is followed too
     * @return a place whose parent is a directory; it need not exist
     */
    FsPath resolve(FsPath path, Links last) throws FileSystemException {
        ModelNode parent = nodes.get(path.parentOrRoot());
        if (links == 0 && parent != null && parent.isDirectory()) {
            return path; // deep trees would take long name by name
        }
        Deque<String> names = new ArrayDeque<>(path.names());
        FsPath at = FsPath.ROOT;
        int followed = 0;
        while (!names.isEmpty()) {
            String name = names.pop();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            requireDirectory(at, path);
            if (name.equals("..")) {
                at = parent(at, path);
                continue;
            }
            FsPath next = at.child(name);
            ModelNode node = nodes.get(next);
            if (node == null || !node.isLink() || (names.isEmpty() && last == Links.NO_FOLLOW)) {
                at = next;
                continue;
            }
            if (++followed > MAX_LINKS) {
                throw new FileSystemLoopException(path.toString());
            }
            List<String> target = List.of(node.target().split("/", -1));
            for (int i = target.size() - 1; i >= 0; i--) {
                names.push(target.get(i));
            }
            at = node.target().startsWith("/") ? FsPath.ROOT : at;
        }
        return at;
    }

    private void requireDirectory(FsPath place, FsPath asked) throws FileSystemException {
        if (!require(place, asked).isDirectory()) {
            throw new NotDirectoryException(asked.toString());
        }
    }

    private static FsPath parent(FsPath place, FsPath asked) throws FileSystemException {
        FsPath parent = place.parent();
        if (parent == null) {
            throw new AccessDeniedException(asked.toString(), null, "a link leads out of the root");
        }
        return parent;
    }
}
