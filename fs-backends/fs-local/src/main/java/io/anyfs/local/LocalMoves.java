package io.anyfs.local;

import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.SubtreeException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Moves entries within the storage. */
final class LocalMoves {

    private final LocalBackend backend;
    private final LocalLinks links;

    LocalMoves(LocalBackend backend, LocalLinks links) {
        this.backend = backend;
        this.links = links;
    }

    /** Moves what is at one place to another. */
    void move(Place from, FsPath source, Place to, FsPath target, IfExists ifExists) throws IOException {
        BasicFileAttributes moved = backend.existing(from, source);
        BasicFileAttributes there = to.find();
        if (there != null && from.isSame(to)) {
            return;
        }
        if (moved.isDirectory() && to.isIn(from)) {
            throw new SubtreeException(source.toString(), target.toString(), "the target is inside the source");
        }
        requireReplaceable(there, moved, target, ifExists);
        backend.reader().forget(moved);
        if (moved.isDirectory()) {
            backend.places().forget(source);
            backend.publisher().move(from, to, target);
        } else if (moved.isSymbolicLink()
                && from.directory().real().depth() != to.directory().real().depth()) {
            links.move(from, source, moved, to, target, there);
        } else if (there == null && ifExists == IfExists.FAIL) {
            backend.publisher().moveToFree(from, to, target);
        } else {
            backend.publisher().replace(from, moved, to, there, target);
        }
    }

    /** Refuses to replace what should not be. */
    static void requireReplaceable(
            @Nullable BasicFileAttributes there, BasicFileAttributes moved, FsPath target, IfExists ifExists)
            throws IOException {
        if (there == null) {
            return;
        }
        if (there.isDirectory() || moved.isDirectory() || ifExists == IfExists.FAIL) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, there.isDirectory() ? "a directory is never replaced" : null);
        }
    }
}
