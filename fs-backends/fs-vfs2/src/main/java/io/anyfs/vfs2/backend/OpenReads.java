package io.anyfs.vfs2.backend;

import io.anyfs.FsPath;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that are being read. Times of files are too coarse to tell versions apart, so whoever replaces a file through this
 * storage tells those who read it.
 */
final class OpenReads {

    private final Set<VfsReadHandle> handles = ConcurrentHashMap.newKeySet();

    void add(VfsReadHandle handle) {
        handles.add(handle);
    }

    void remove(VfsReadHandle handle) {
        handles.remove(handle);
    }

    /** What was at a path, and below it, is not there any more. */
    void replaced(FsPath path) {
        for (VfsReadHandle handle : handles) {
            if (handle.info().path().startsWith(path)) {
                handle.replaced();
            }
        }
    }
}
