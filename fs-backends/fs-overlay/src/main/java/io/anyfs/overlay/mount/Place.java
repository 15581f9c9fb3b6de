package io.anyfs.overlay.mount;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.spi.Backend;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A path and the storage that owns it.
 *
 * @param path in the tree
 * @param node what the tree knows of the very path: it is a mount point, or above one; {@code null} for all others
 * @param nested whether there are mounts in the storage's part of the tree
 * @param virtualParent whether the parent is above a mount point and none itself, so that the storage may not have it
 * @param crossed whether links led here from another storage's part, whose capabilities were checked instead
 */
record Place(
        Mount mount,
        FsPath path,
        MountTree.@Nullable Node node,
        boolean nested,
        boolean virtualParent,
        boolean crossed) {

    Backend backend() {
        return mount.backend();
    }

    /** The path in the storage. */
    FsPath inner() {
        return path.from(mount.path());
    }

    boolean isMountPoint() {
        return node != null && node.mount() != null;
    }

    boolean isVirtual() {
        return node != null && node.mount() == null;
    }

    /** The mount points below and the directories above them, by name. */
    Map<String, MountTree.Node> children() {
        return node == null ? Map.of() : node.children();
    }

    /** What works here. */
    Capabilities capabilities() {
        Capabilities there = backend().capabilities(inner());
        return children().isEmpty() ? there : there.without(Capability.RECURSIVE_LIST, Capability.DELETE_TREE);
    }

    /** The same place, reached by links from another storage's part of the tree. */
    Place reachedFrom(Mount other) {
        return new Place(mount, path, node, nested, virtualParent, other != mount);
    }

    /** Refuses what the storage cannot do, where nobody did yet. */
    void requireIfCrossed(Capability... needed) throws IOException {
        if (crossed) {
            requireAll(Set.of(needed));
        }
    }

    void requireIfCrossed(Set<Capability> needed) throws IOException {
        if (crossed) {
            requireAll(needed);
        }
    }

    private void requireAll(Set<Capability> needed) throws IOException {
        Capabilities there = capabilities();
        if (needed.contains(Capability.WRITE) && !there.has(Capability.WRITE)) {
            throw new UnsupportedCapabilityException(path.toString(), Capability.WRITE);
        }
        for (Capability capability : needed) {
            if (!there.has(capability)) {
                throw new UnsupportedCapabilityException(path.toString(), capability);
            }
        }
    }
}
