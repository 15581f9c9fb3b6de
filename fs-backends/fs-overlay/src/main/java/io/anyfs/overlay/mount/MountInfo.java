package io.anyfs.overlay.mount;

import io.anyfs.FsPath;

/**
 * One mounted storage, as it was when it was asked for.
 *
 * @param path where it is in the tree
 * @param backend the storage's name
 * @param readOnly whether nothing can be changed through the mount
 * @param openUses open files and listings, and calls under way
 */
public record MountInfo(FsPath path, String backend, boolean readOnly, int openUses) {}
