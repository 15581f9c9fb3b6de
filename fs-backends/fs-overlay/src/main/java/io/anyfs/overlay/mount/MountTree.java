package io.anyfs.overlay.mount;

import io.anyfs.FsPath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which storage owns which path: a tree of the mount points and the directories above them. Immutable. */
final class MountTree {

    private final Mount rootMount;
    private final Node root;

    /** A tree of one storage. */
    MountTree(Mount root) {
        this(root, new Node(FsPath.ROOT, root, Map.of()));
    }

    private MountTree(Mount rootMount, Node root) {
        this.rootMount = rootMount;
        this.root = root;
    }

    /**
     * A mount point, or a directory above one.
     *
     * @param mount what is mounted here; {@code null} for a directory that is only above mount points
     * @param children by name, those that lead to further mount points
     */
    record Node(FsPath path, @Nullable Mount mount, Map<String, Node> children) {}

    /** Who owns a path: what is mounted at the longest part of it. */
    Place find(FsPath path) {
        Mount owner = rootMount;
        Node ownerNode = root;
        Node node = root;
        Iterator<String> names = path.iterator();
        boolean found = true;
        boolean lastName = true;
        while (names.hasNext()) {
            Node next = node.children.get(names.next());
            if (next == null) {
                found = false;
                lastName = !names.hasNext();
                break;
            }
            node = next;
            if (node.mount != null) {
                owner = node.mount;
                ownerNode = node;
            }
        }
        boolean virtualParent = !found && lastName && node.mount == null;
        return new Place(owner, path, found ? node : null, !ownerNode.children.isEmpty(), virtualParent, false);
    }

    /** This tree with one more mount, at a path where there is none. */
    MountTree with(Mount mount) {
        return new MountTree(rootMount, changed(root, mount.path().iterator(), mount));
    }

    /** This tree without what is mounted at a path, and without the directories that were only above it. */
    MountTree without(FsPath path) {
        return new MountTree(rootMount, changed(root, path.iterator(), null));
    }

    private static Node changed(Node node, Iterator<String> names, @Nullable Mount mount) {
        if (!names.hasNext()) {
            return new Node(node.path, mount, node.children);
        }
        String name = names.next();
        Node old = node.children.get(name);
        Node child = changed(old == null ? new Node(node.path.child(name), null, Map.of()) : old, names, mount);
        Map<String, Node> children = new LinkedHashMap<>(node.children);
        if (child.mount == null && child.children.isEmpty()) {
            children.remove(name);
        } else {
            children.put(name, child);
        }
        return new Node(node.path, node.mount, children);
    }

    /** All mounts, each before those below it. */
    List<Mount> mounts() {
        List<Mount> all = new ArrayList<>();
        collect(root, all);
        return all;
    }

    private static void collect(Node node, List<Mount> into) {
        if (node.mount != null) {
            into.add(node.mount);
        }
        node.children.values().forEach(child -> collect(child, into));
    }
}
