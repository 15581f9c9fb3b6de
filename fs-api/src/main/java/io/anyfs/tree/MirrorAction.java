package io.anyfs.tree;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;

/** One step of a mirror. */
public sealed interface MirrorAction {

    /** The place below the roots, which are themselves {@code /}. */
    FsPath path();

    /** Creates a directory. */
    record CreateDirectory(FsPath path, FileInfo source) implements MirrorAction {}

    /** Copies a file that is missing at the target. */
    record CreateFile(FsPath path, FileInfo source) implements MirrorAction {}

    /** Copies a file over the one at the target. */
    record UpdateFile(FsPath path, FileInfo source, FileInfo target) implements MirrorAction {}

    /**
     * Creates a link.
     *
     * @param leadsTo what is written in it
     */
    record CreateLink(FsPath path, FileInfo source, String leadsTo) implements MirrorAction {}

    /** Sets the modification time or the permission bits of a file that is up to date, or of a directory. */
    record SetAttributes(FsPath path, FileInfo source, AttributeChanges changes) implements MirrorAction {}

    /** Deletes a file, a link, or a directory that is empty then. */
    record Delete(FsPath path, FileInfo target, Why why) implements MirrorAction {}

    /** Why something is deleted. */
    enum Why {
        /** The source has nothing there. */
        EXTRANEOUS,
        /** The source has something else there, and that follows. */
        IN_THE_WAY
    }
}
