package io.anyfs.vfs2.backend;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.impl.DecoratedFileObject;
import org.jspecify.annotations.Nullable;

/**
 * Renames files, also onto existing ones. {@link FileObject#moveTo} deletes what is there before it renames, and so loses the old
 * file where the rename fails; here the old file is there until the new one is. Called while nobody else uses the storage.
 */
final class Renames {

    private final VfsBackend backend;
    private final Deletions deletions;

    Renames(VfsBackend backend, Deletions deletions) {
        this.backend = backend;
        this.deletions = deletions;
    }

    /** Renames a file or a directory; what {@code replaced} tells of is replaced, if it is not {@code null}. */
    void rename(FileInfo moved, FsPath target, @Nullable FileInfo replaced) throws IOException {
        if (replaced == null) {
            call(moved.path(), target);
        } else if (!backend.traits().mayRenameOver() || !renameOver(moved, target)) {
            swap(moved.path(), target);
        }
        backend.reads().replaced(moved.path());
        backend.reads().replaced(target);
        backend.forget();
        if (backend.traits().renameTouches()) {
            backend.setTime(target, moved.lastModified());
        }
    }

    /** Whether the server took the new file for the old one; where it says no, it did nothing, or we did not hear that it did. */
    private boolean renameOver(FileInfo moved, FsPath target) throws IOException {
        try {
            call(moved.path(), target);
            return true;
        } catch (IOException refused) {
            backend.forget();
            if (backend.places().findAny(moved.path()) != null) {
                return false;
            }
            FileInfo there = backend.places().findAny(target);
            if (there != null && there.size() == moved.size()) {
                return true;
            }
            throw refused;
        }
    }

    /** The old file goes aside until the new one is in its place, and comes back where that fails. */
    private void swap(FsPath source, FsPath target) throws IOException {
        FsPath aside = TemporaryNames.aside(target);
        call(target, aside);
        try {
            call(source, target);
        } catch (IOException failure) {
            try {
                backend.forget();
                call(aside, target);
            } catch (IOException lost) {
                failure.addSuppressed(new FileSystemException(
                        target.toString(), aside.toString(), "the old file could not be put back and is there"));
                failure.addSuppressed(lost);
            }
            throw failure;
        }
        backend.forget();
        deletions.discard(aside);
    }

    private void call(FsPath source, FsPath target) throws IOException {
        backend.forget();
        FileObject from = backend.places().at(source);
        FileObject to = backend.places().at(target);
        try {
            // Providers rename what they have looked at.
            from.getType();
            to.getType();
            from.moveTo(new Vacant(to));
        } catch (org.apache.commons.vfs2.FileSystemException failure) {
            throw VfsFailures.of(failure, source);
        } finally {
            backend.forget();
        }
    }

    /** A place that says it is free, so that nothing is deleted there first. */
    private static final class Vacant extends DecoratedFileObject {

        Vacant(FileObject file) {
            super(file);
        }

        @Override
        public boolean exists() {
            return false;
        }
    }
}
