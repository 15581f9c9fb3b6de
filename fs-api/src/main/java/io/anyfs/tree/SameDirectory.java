package io.anyfs.tree;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a directory of one filesystem is one of another, because both are over the same storage: a copy into its own
 * source would never end. Only the storages can know; so if their names and the identities of the directories agree, a
 * directory is created in one for a moment to see whether it appears in the other.
 */
final class SameDirectory {

    private final FileSystem from;
    private final FileSystem to;
    private @Nullable String targetId;

    SameDirectory(FileSystem from, FileSystem to) {
        this.from = from;
        this.to = to;
    }

    /** Refuses a target in the source directory. */
    void requireNotInside(FileInfo source, FsPath target) throws IOException {
        if (from == to) {
            // Names alone do not tell: either path may lead through links.
            if (target.startsWith(source.path()) || (source.isDirectory() && leadsInto(source.path(), target))) {
                throw CopyRun.intoItself(source.path(), target);
            }
            return;
        }
        for (FsPath above = target; above != null; above = above.parent()) {
            FileInfo there = to.find(above);
            if (there != null && there.isDirectory() && isSame(source, above, there.fileId())) {
                throw CopyRun.intoItself(source.path(), target);
            }
        }
    }

    /** Refuses to go on when a directory of the source turns out to be the target, which has to exist. */
    void requireDifferent(FileInfo below, FsPath target) throws IOException {
        if (from == to) {
            if (RealPath.of(from, below.path()).equals(RealPath.ofWanted(to, target))) {
                throw CopyRun.intoItself(below.path(), target);
            }
            return;
        }
        if (below.fileId() == null) {
            return;
        }
        if (targetId == null) {
            String id = to.stat(target).fileId();
            targetId = id == null ? "" : id;
        }
        if (isSame(below, target, targetId)) {
            throw CopyRun.intoItself(below.path(), target);
        }
    }

    private boolean leadsInto(FsPath directory, FsPath target) throws IOException {
        return RealPath.ofWanted(to, target).startsWith(RealPath.of(from, directory));
    }

    /** Whether a directory of the source is one of the target. Writes to the target if that is likely. */
    boolean isSame(FileInfo source, FsPath target, @Nullable String id) throws IOException {
        if (source.fileId() == null
                || !source.fileId().equals(id)
                || !from.name().equals(to.name())) {
            return false;
        }
        String name = "anyfs-same-" + UUID.randomUUID();
        FsPath probe = target.child(name);
        to.createDirectory(probe);
        try {
            return from.find(source.path().child(name)) != null;
        } finally {
            to.delete(probe);
        }
    }
}
