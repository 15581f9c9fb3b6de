package io.anyfs.vfs2;

import java.io.IOException;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSelectInfo;
import org.apache.commons.vfs2.FileSelector;
import org.apache.commons.vfs2.FileSystemException;

/**
 * Deletes what a selector selects, each folder after what it holds. Commons VFS's own would follow links, and empty folders that were
 * never meant.
 */
final class Deletion {

    private final FileObject base;
    private final FileSelector selector;
    private int deleted;

    private Deletion(FileObject base, FileSelector selector) {
        this.base = base;
        this.selector = selector;
    }

    /** How many were deleted. */
    static int of(AnyfsFileObject base, FileSelector selector) throws FileSystemException {
        Deletion deletion = new Deletion(base, selector);
        if (base.exists() || isLink(base)) {
            deletion.below(base, 0);
        }
        return deletion.deleted;
    }

    /** What Commons VFS tells a selector. */
    private record Candidate(FileObject base, FileObject file, int depth) implements FileSelectInfo {
        @Override
        public FileObject getBaseFolder() {
            return base;
        }

        @Override
        public FileObject getFile() {
            return file;
        }

        @Override
        public int getDepth() {
            return depth;
        }
    }

    /** Says whether it was deleted. */
    private boolean below(AnyfsFileObject file, int depth) throws FileSystemException {
        Candidate candidate = new Candidate(base, file, depth);
        boolean folder = !isLink(file) && file.getType().hasChildren();
        boolean included;
        boolean emptied = !folder;
        try {
            if (folder) {
                FileObject[] children = file.getChildren();
                emptied = children.length == 0;
                if (!emptied && selector.traverseDescendants(candidate)) {
                    emptied = all(children, depth + 1);
                }
            }
            included = selector.includeFile(candidate);
        } catch (FileSystemException told) {
            throw told;
        } catch (Exception failure) {
            throw new FileSystemException("vfs.provider/find-files.error", base.getName(), failure);
        }
        // As Commons VFS does, a folder of which something is left stays without a word.
        if (!included || !emptied) {
            return false;
        }
        delete(file);
        return true;
    }

    private boolean all(FileObject[] children, int depth) throws FileSystemException {
        boolean all = true;
        for (FileObject child : children) {
            AnyfsFileObject own = AnyfsFileObject.of(child);
            all &= own != null && below(own, depth);
        }
        return all;
    }

    private static boolean isLink(AnyfsFileObject file) throws FileSystemException {
        try {
            return file.isLink();
        } catch (FileSystemException told) {
            throw told;
        } catch (IOException failure) {
            throw new FileSystemException("vfs.provider/check-is-symbolic-link.error", file.getName(), failure);
        }
    }

    private void delete(AnyfsFileObject file) throws FileSystemException {
        synchronized (file.fs()) {
            try {
                file.doDelete();
                file.deleted();
                deleted++;
            } catch (FileSystemException told) {
                throw told;
            } catch (Exception failure) {
                throw new FileSystemException("vfs.provider/delete.error", failure, file.getName());
            }
        }
    }
}
