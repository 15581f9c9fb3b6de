package io.anyfs.vfs2;

import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.tree.TreeMove;
import java.io.IOException;
import org.apache.commons.vfs2.Capability;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileType;
import org.apache.commons.vfs2.Selectors;

/**
 * Moves a file or folder in the place of whatever is there. Commons VFS's own deletes that first; here a file takes the place of a file
 * at once where the storage can, and what cannot work deletes nothing.
 */
final class Move {

    private final AnyfsFileObject source;
    private final FileObject target;

    Move(AnyfsFileObject source, FileObject target) {
        this.source = source;
        this.target = target;
    }

    void run() throws FileSystemException {
        try {
            AnyfsFileObject own = AnyfsFileObject.of(target);
            if (own == null || own.fs() != source.fs()) {
                elsewhere();
            } else if (!own.place().equals(source.place())) {
                within(own);
            }
        } catch (FileSystemException told) {
            throw told;
        } catch (Exception failure) {
            throw new FileSystemException("vfs.provider/rename.error", failure, source.getName(), target.getName());
        }
    }

    // ---------------------------------------------------------------- within one storage

    private void within(AnyfsFileObject goal) throws Exception {
        FileObject parent = source.getParent();
        if (parent != null && !parent.isWriteable()) {
            throw new FileSystemException(
                    "vfs.provider/rename-parent-read-only.error", source.getName(), parent.getName());
        }
        FileType type = source.getType();
        boolean replaces = goal.exists();
        boolean atOnce = type == FileType.FILE && goal.isFile();
        FsPath from = source.place();
        FsPath to = goal.place();
        // Into itself or onto what it is in it cannot go; the storage says so.
        boolean possible = !from.startsWith(to) && !to.startsWith(from) && source.exists();
        if (replaces && !atOnce && possible) {
            goal.deleteAll();
        }
        move(goal, atOnce ? IfExists.REPLACE : IfExists.FAIL);
        if (atOnce) {
            goal.deleted();
        }
        goal.created(type);
        // What was attached to the one before asks again.
        goal.close();
        source.deleted();
    }

    private void move(AnyfsFileObject goal, IfExists ifExists) throws IOException {
        if (source.canRenameTo(goal)) {
            source.storage().move(source.place(), goal.place(), ifExists);
        } else if (source.isFolder()) {
            TreeMove.of(source.storage(), source.place(), goal.storage(), goal.place())
                    .ifExists(ifExists)
                    .run();
        } else {
            source.storage().copy(source.place(), goal.place(), ifExists);
            source.storage().delete(source.place());
        }
    }

    // ---------------------------------------------------------------- to another filesystem

    private void elsewhere() throws FileSystemException {
        if (!source.isWriteable()) {
            throw new FileSystemException("vfs.provider/rename-read-only.error", source.getName());
        }
        boolean folder = source.isFolder();
        if (folder && target.exists()) {
            target.deleteAll();
        }
        target.copyFrom(source, folder ? Selectors.SELECT_ALL : Selectors.SELECT_SELF);
        Capability settable = folder ? Capability.SET_LAST_MODIFIED_FOLDER : Capability.SET_LAST_MODIFIED_FILE;
        if (target.getFileSystem().hasCapability(settable)) {
            target.getContent().setLastModifiedTime(source.getContent().getLastModifiedTime());
        }
        source.deleteAll();
    }
}
