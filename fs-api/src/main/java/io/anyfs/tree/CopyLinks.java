package io.anyfs.tree;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;

/**
 * What a copy makes of symbolic links. Where links are kept, their targets are kept as they are written: one with a leading
 * slash leads from the root of the filesystem that it comes to be in.
 */
public enum CopyLinks {
    /** Links stay links; where one of the filesystems has none, a link is a failure. */
    KEEP,
    /** Links stay links; where one of the filesystems has none, what they lead to is copied. */
    KEEP_OR_FOLLOW,
    /** Links stay links; where one of the filesystems has none, they are left out. */
    KEEP_OR_SKIP,
    /** What they lead to is copied. */
    FOLLOW,
    /** They are left out. */
    SKIP;

    /** What is to be done between two places: {@link #KEEP}, {@link #FOLLOW} or {@link #SKIP}. */
    CopyLinks between(FileSystem from, FsPath source, FileSystem to, FsPath target) {
        boolean both = from.capabilities(source).has(Capability.SYMBOLIC_LINKS)
                && to.capabilities(target).has(Capability.SYMBOLIC_LINKS);
        return switch (this) {
            case KEEP -> KEEP;
            case KEEP_OR_FOLLOW -> both ? KEEP : FOLLOW;
            case KEEP_OR_SKIP -> both ? KEEP : SKIP;
            case FOLLOW -> FOLLOW;
            case SKIP -> SKIP;
        };
    }
}
