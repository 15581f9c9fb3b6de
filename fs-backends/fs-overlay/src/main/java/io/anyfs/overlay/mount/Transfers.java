package io.anyfs.overlay.mount;

import io.anyfs.Capability;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.Progress;
import io.anyfs.SubtreeException;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.StreamedTransfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/**
 * Moves and copies: by the storage within one, as a stream from one to another. Both ends have been entered, and neither is
 * a mount point or above one.
 */
record Transfers(Backend tree, VirtualDirectories virtual) {

    void move(Place from, FsPath source, Place to, FsPath target, IfExists ifExists) throws IOException {
        from.requireIfCrossed(Capability.WRITE, Capability.MOVE);
        to.requireIfCrossed(Capability.WRITE, Capability.MOVE);
        if (from.mount() != to.mount()) {
            moveAcross(from, source, target, ifExists);
            return;
        }
        boolean inside = to.path().startsWith(from.path());
        if (inside || from.crossed()) {
            FileInfo entry = from.backend().stat(from.inner(), Links.NO_FOLLOW);
            if (entry.isDirectory()) {
                from.requireIfCrossed(Capability.MOVE_DIRECTORY);
            }
            if (from.path().equals(to.path())) {
                return;
            }
            requireNotInside(inside, entry, source, target);
        }
        virtual.makeParentReal(to);
        from.backend().move(from.inner(), to.inner(), ifExists);
    }

    /** Through links, which {@code FileSystem} does not look at. */
    private static void requireNotInside(boolean inside, FileInfo entry, FsPath source, FsPath target)
            throws IOException {
        if (inside && entry.isDirectory()) {
            throw new SubtreeException(source.toString(), target.toString(), "the target is inside the source");
        }
        if (inside) {
            throw new NotDirectoryException(target.toString());
        }
    }

    private void moveAcross(Place from, FsPath source, FsPath target, IfExists ifExists) throws IOException {
        FileInfo entry = from.backend().stat(from.inner(), Links.NO_FOLLOW);
        if (!entry.isFile()) {
            throw new UnsupportedCapabilityException(
                    source.toString(), entry.isDirectory() ? Capability.MOVE_DIRECTORY : Capability.MOVE);
        }
        FileInfo copied = stream(source, target, ifExists);
        requireUnchanged(copied, from.backend().stat(from.inner(), Links.NO_FOLLOW), source, target);
        from.backend().delete(from.inner());
    }

    void copy(Place from, FsPath source, Place to, FsPath target, IfExists ifExists) throws IOException {
        to.requireIfCrossed(Capability.WRITE);
        boolean byStorage = from.mount() == to.mount()
                && from.capabilities().has(Capability.COPY)
                && to.capabilities().has(Capability.COPY);
        if (!byStorage) {
            stream(source, target, ifExists);
        } else if (!from.path().equals(to.path())) {
            virtual.makeParentReal(to);
            from.backend().copy(from.inner(), to.inner(), ifExists);
        }
    }

    /** Gives a file another name, which it can have in its own storage only. */
    void link(Place file, Place place, FsPath link) throws IOException {
        file.requireIfCrossed(Capability.WRITE, Capability.HARD_LINKS);
        place.requireIfCrossed(Capability.WRITE, Capability.HARD_LINKS);
        if (file.mount() != place.mount()) {
            throw new UnsupportedCapabilityException(link.toString(), Capability.HARD_LINKS);
        }
        virtual.makeParentReal(place);
        place.backend().createHardLink(place.inner(), file.inner());
    }

    /** Copies a file through this process; returns the facts of the version that was copied. */
    @SuppressWarnings("try") // the source is closed before the commit, so that all that can fail there comes before
    private FileInfo stream(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        requireNoDirectory(source, target);
        try (BackendReadHandle in = tree.openRead(source)) {
            FileInfo file = in.info();
            BackendWriteHandle out =
                    tree.openWrite(target, StreamedTransfer.options(file, tree.capabilities(target), ifExists));
            try {
                StreamedTransfer.send(in::transferTo, file, new Channel(out), Progress.NONE);
                in.close();
            } catch (IOException | RuntimeException | Error failure) {
                BackendWriteHandle.abortAfter(failure, out);
                throw failure;
            }
            out.commit();
            return file;
        }
    }

    private void requireNoDirectory(FsPath source, FsPath target) throws IOException {
        try {
            if (tree.stat(target, Links.FOLLOW).isDirectory()) {
                throw new FileAlreadyExistsException(
                        source.toString(), target.toString(), "a directory is never replaced");
            }
        } catch (NoSuchFileException nothingInTheWay) {
            // What is missing above it is told by the open.
        }
    }

    /**
     * Refuses to delete what is not what was copied: somebody changed it, or it is the copy itself, in a storage that is
     * mounted twice.
     */
    private static void requireUnchanged(FileInfo copied, FileInfo now, FsPath source, FsPath target)
            throws IOException {
        boolean same = now.type() == copied.type()
                && now.size() == copied.size()
                && now.lastModified().equals(copied.lastModified())
                && Objects.equals(now.version(), copied.version())
                && Objects.equals(now.fileId(), copied.fileId());
        if (!same) {
            throw new FileChangedException(
                    source.toString(), target.toString(), "it was changed while it was moved, and stays");
        }
    }

    /** Lets the source send into the write handle. */
    private record Channel(BackendWriteHandle out) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) throws IOException {
            int bytes = source.remaining();
            out.write(source);
            return bytes;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
