package io.anyfs.vfs2.backend;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import org.apache.commons.vfs2.FileObject;
import org.jspecify.annotations.Nullable;

/** The names of a directory, which Commons VFS tells all at once; each entry is looked at when its turn comes. */
final class VfsListing implements BackendListing {

    private final FsPath directory;
    private final FileObject[] children;
    private final Naming naming;
    private final Look look;
    private int next;
    private volatile boolean closed;

    /** Looks at an entry; {@code null} if it has gone meanwhile. */
    @FunctionalInterface
    interface Look {
        @Nullable
        FileInfo at(FileObject child, FsPath path) throws IOException;
    }

    /** Tells the name of an entry. */
    @FunctionalInterface
    interface Naming {
        String of(FileObject child) throws IOException;
    }

    VfsListing(FsPath directory, FileObject[] children, Naming naming, Look look) {
        this.directory = directory;
        this.children = children;
        this.naming = naming;
        this.look = look;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        while (next < children.length) {
            if (closed) {
                throw new AsynchronousCloseException();
            }
            FileObject child = children[next++];
            String name = naming.of(child);
            FileInfo entry = TemporaryNames.isReserved(name) ? null : look.at(child, path(name));
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    private FsPath path(String name) throws FileSystemException {
        try {
            return directory.child(name);
        } catch (InvalidPathException odd) {
            throw new FileSystemException(directory.toString(), null, "it holds a name that no path can have");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
