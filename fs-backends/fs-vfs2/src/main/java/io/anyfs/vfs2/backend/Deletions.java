package io.anyfs.vfs2.backend;

import io.anyfs.FsPath;
import io.anyfs.vfs2.backend.Traits.Family;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileType;

/** Deletes, and does not take the provider's word for it. Called while nobody else uses the storage. */
final class Deletions {

    private final VfsBackend backend;

    Deletions(VfsBackend backend) {
        this.backend = backend;
    }

    /** Deletes a file, or a directory that is empty but for what {@link #emptyOfUnfinished} takes away. */
    void remove(FsPath path) throws IOException {
        FileObject file = backend.places().at(path);
        // Some providers delete only what they have looked at, and say that they did in any case.
        boolean listsItself = file.getType() == FileType.FOLDER && isWebdav();
        boolean deleted = listsItself ? EmptyDirectories.delete(file) : file.delete();
        backend.forget();
        if (!deleted && backend.places().findAny(path) != null) {
            throw new FileSystemException(
                    path.toString(), null, "the provider did not delete it, and does not say why");
        }
    }

    /** Deletes unfinished files of a directory, if it holds nothing else. */
    void emptyOfUnfinished(FsPath directory) throws IOException {
        FileObject[] children = backend.places().children(directory);
        for (FileObject child : children) {
            // A WebDAV directory that lists itself has no such entry.
            if (!TemporaryNames.isReserved(child.getName().getBaseName()) && (!isWebdav() || child.exists())) {
                throw new DirectoryNotEmptyException(directory.toString());
            }
        }
        for (FileObject child : children) {
            if (TemporaryNames.isReserved(child.getName().getBaseName())) {
                remove(directory.child(child.getName().getBaseName()));
            }
        }
    }

    /** Deletes an unfinished file, if it is there. */
    void discard(FsPath unfinished) throws IOException {
        if (backend.places().findAny(unfinished) != null) {
            remove(unfinished);
        }
    }

    /** The same, while others may use the storage; a failure is logged. */
    void discardQuietly(FsPath unfinished) {
        boolean interrupted = Thread.interrupted();
        try {
            backend.change(unfinished, () -> {
                discard(unfinished);
                return unfinished;
            });
        } catch (IOException | RuntimeException left) {
            System.getLogger(Deletions.class.getName())
                    .log(System.Logger.Level.WARNING, "an unfinished file stays behind: " + unfinished, left);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isWebdav() {
        return backend.traits().family() == Family.WEBDAV;
    }
}
