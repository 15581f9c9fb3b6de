package io.anyfs.memory;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory. Lookups and listings take no lock; {@link ConcurrentHashMap} iterates so that what is there throughout comes
 * exactly once. Changed only under the tree's lock.
 */
final class DirectoryNode extends Node {

    private final ConcurrentHashMap<String, Node> entries = new ConcurrentHashMap<>();
    private volatile Attributes attributes;
    private volatile @Nullable DirectoryNode parent;

    /** The root, if it has no parent. */
    DirectoryNode(long id, Instant created, Attributes attributes, @Nullable DirectoryNode parent) {
        super(id, created);
        this.attributes = attributes;
        this.parent = parent;
    }

    @Nullable
    DirectoryNode parent() {
        return parent;
    }

    @Nullable
    Node get(String name) {
        return entries.get(name);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    Iterator<Map.Entry<String, Node>> entries() {
        return entries.entrySet().iterator();
    }

    /** Puts an entry in, in place of the one of that name. */
    void put(String name, Node node, Instant now) {
        entries.put(name, node);
        if (node instanceof DirectoryNode directory) {
            directory.parent = this;
        }
        attributes = attributes.modified(now);
    }

    void remove(String name, Instant now) {
        entries.remove(name);
        attributes = attributes.modified(now);
    }

    /** Whether that directory is this one or lies below it. */
    boolean holds(DirectoryNode other) {
        for (DirectoryNode above = other; above != null; above = above.parent) {
            if (above == this) {
                return true;
            }
        }
        return false;
    }

    /** How many directories are above. */
    int depth() {
        int depth = 0;
        for (DirectoryNode above = parent; above != null; above = above.parent) {
            depth++;
        }
        return depth;
    }

    @Override
    FileInfo info(FsPath path) {
        Attributes now = attributes;
        return new FileInfo(
                path,
                FileType.DIRECTORY,
                0,
                now.lastModified(),
                created(),
                now.lastAccess(),
                null,
                fileId(),
                now.posix());
    }

    @Override
    void change(AttributeChanges changes) {
        attributes = attributes.with(changes);
    }
}
