package io.anyfs.tree;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.SubtreeException;
import java.io.IOException;

/** Refuses a mirror of which one tree is in the other: it would never end, or delete its own source. */
interface MirrorOverlap {

    /** Looks no closer than at the paths, and so does not write. */
    MirrorOverlap UNCHECKED = new MirrorOverlap() {
        @Override
        public void requireNotTarget(FileInfo sourceDirectory) {}

        @Override
        public void requireNotSource(FileInfo extraneous) {}
    };

    /** A directory in the source must not be the target. */
    void requireNotTarget(FileInfo sourceDirectory) throws IOException;

    /** A directory that is to be deleted must not be the source. */
    void requireNotSource(FileInfo extraneous) throws IOException;

    /** Looks also whether two filesystems are over the same storage, for which it may create a directory for a moment. */
    static MirrorOverlap of(FileSystem from, FsPath source, FileSystem to, FsPath target) throws IOException {
        requireApart(from, source, to, target);
        if (from == to) {
            return UNCHECKED;
        }
        FileInfo root = from.stat(source);
        SameDirectory same = new SameDirectory(from, to);
        same.requireNotInside(root, target);
        FileInfo there = to.find(target);
        if (there != null) {
            for (FsPath above = source; above != null; above = above.parent()) {
                if (same.isSame(from.stat(above), target, there.fileId())) {
                    throw overlap(source, target);
                }
            }
        }
        return new MirrorOverlap() {
            @Override
            public void requireNotTarget(FileInfo sourceDirectory) throws IOException {
                same.requireDifferent(sourceDirectory, target);
            }

            @Override
            public void requireNotSource(FileInfo extraneous) throws IOException {
                if (extraneous.isDirectory() && same.isSame(root, extraneous.path(), extraneous.fileId())) {
                    throw overlap(source, target);
                }
            }
        };
    }

    /** Refuses trees within each other as far as the paths tell, and the links on them. */
    static void requireApart(FileSystem from, FsPath source, FileSystem to, FsPath target) throws IOException {
        if (from != to || source.equals(target)) {
            return;
        }
        if (within(source, target) || within(RealPath.ofWanted(from, source), RealPath.ofWanted(to, target))) {
            throw overlap(source, target);
        }
    }

    private static boolean within(FsPath one, FsPath other) {
        return !one.equals(other) && (one.startsWith(other) || other.startsWith(one));
    }

    private static SubtreeException overlap(FsPath source, FsPath target) {
        return new SubtreeException(source.toString(), target.toString(), "one of the trees is in the other");
    }
}
