package io.anyfs.mount;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.PosixAttributes;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tree.Mirror;
import io.anyfs.tree.MirrorBy;
import io.anyfs.tree.Walk;
import io.anyfs.tree.WalkCursor;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * What was in a tree at a time, kept in memory, to compare with or to go back to:
 *
 * <pre>{@code
 * try (Snapshot before = Snapshot.of(fs)) {
 *     ...
 *     before.restore();
 * }
 * }</pre>
 *
 * <p>It keeps names, bytes, where links lead, modification times and permission bits, as far as the storage has them. It does not keep owners,
 * access times, times of creation, the time and mode of the root of a filesystem, and what opened files are about to write. What others change while it is made or
 * restored may be in it or not. Safe for use by many threads, which restore one after the other.
 */
public final class Snapshot implements Closeable {

    private static final Set<Capability> NEEDED =
            EnumSet.of(Capability.SET_LAST_MODIFIED, Capability.SET_MODE, Capability.SYMBOLIC_LINKS);

    private final FileSystem fs;
    private final FsPath root;
    private final FileSystem kept;

    private Snapshot(FileSystem fs, FsPath root, FileSystem kept) {
        this.fs = fs;
        this.root = root;
        this.kept = kept;
    }

    /** Of a whole filesystem. */
    public static Snapshot of(FileSystem fs) throws IOException {
        return of(fs, "/");
    }

    /**
     * Of a directory with all that is in it.
     *
     * @throws java.nio.file.NotDirectoryException if it is none
     */
    public static Snapshot of(FileSystem fs, String directory) throws IOException {
        FsPath root = FsPath.of(directory);
        FileSystem kept = MemoryFileSystem.create();
        boolean complete = false;
        try {
            Mirror.of(fs, root, kept, FsPath.ROOT).run();
            copyFacts(fs, root, kept, FsPath.ROOT);
            complete = true;
            return new Snapshot(fs, root, kept);
        } finally {
            if (!complete) {
                kept.close();
            }
        }
    }

    /**
     * What a restore cannot bring back, because the storage cannot set it: {@link Capability#SET_LAST_MODIFIED},
     * {@link Capability#SET_MODE}, {@link Capability#SYMBOLIC_LINKS}.
     */
    public Set<Capability> notRestored() {
        Capabilities capabilities = fs.capabilities(root);
        Set<Capability> missing = EnumSet.copyOf(NEEDED);
        missing.removeAll(capabilities.asSet());
        return missing;
    }

    /**
     * Makes the tree as it was: what changed since is written again, what is new is deleted. What did not change is not
     * touched.
     *
     * @throws IOException if that fails; then part of it is as it was
     */
    public synchronized void restore() throws IOException {
        Mirror.of(kept, FsPath.ROOT, fs, root)
                .comparing(MirrorBy.CONTENT)
                .deleting()
                .run();
        copyFacts(kept, FsPath.ROOT, fs, root);
    }

    /** What was there; for reading. */
    FileSystem tree() {
        return kept;
    }

    /** Forgets it all. A second call does nothing. */
    @Override
    public void close() throws IOException {
        kept.close();
    }

    /** Sets the times and modes of files and directories that differ, of a directory after what it holds. */
    private static void copyFacts(FileSystem from, FsPath source, FileSystem to, FsPath target) throws IOException {
        try (WalkCursor walk = Walk.of(from, source).childrenFirst().open()) {
            for (FileInfo entry = walk.next(); entry != null; entry = walk.next()) {
                FsPath path = entry.path().from(source).under(target);
                // That of a filesystem is the storage's own.
                boolean isRoot = path.isRoot() || entry.path().isRoot();
                if (!isRoot && (entry.isFile() || entry.isDirectory())) {
                    AttributeChanges changes = changes(entry, to.lstat(path), to.capabilities(path));
                    if (!changes.isEmpty()) {
                        to.setAttributes(path, changes, Links.NO_FOLLOW);
                    }
                }
            }
        }
    }

    private static AttributeChanges changes(FileInfo wanted, FileInfo there, Capabilities can) {
        AttributeChanges changes = AttributeChanges.NONE;
        if (can.has(Capability.SET_LAST_MODIFIED) && !wanted.lastModified().equals(there.lastModified())) {
            changes = changes.withLastModified(wanted.lastModified());
        }
        PosixAttributes posix = wanted.posix();
        PosixAttributes now = there.posix();
        if (can.has(Capability.SET_MODE) && posix != null && (now == null || posix.mode() != now.mode())) {
            changes = changes.withMode(posix.mode());
        }
        return changes;
    }
}
