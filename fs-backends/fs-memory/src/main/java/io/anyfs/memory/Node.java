package io.anyfs.memory;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.time.Instant;

/** An entry, whatever it is called and wherever it is. Read without a lock; changed under the tree's. */
abstract sealed class Node permits FileNode, DirectoryNode, LinkNode {

    private final long id;
    private final Instant created;

    Node(long id, Instant created) {
        this.id = id;
        this.created = created;
    }

    final Instant created() {
        return created;
    }

    /** Survives renames, and is never used again. */
    final String fileId() {
        return Long.toString(id);
    }

    /** The facts at one moment. */
    abstract FileInfo info(FsPath path);

    abstract void change(AttributeChanges changes);
}
