package io.anyfs.overlay.union;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;

/** Copies entries from layer to layer, whole or not at all. */
final class CopyUp {

    private static final int CHUNK = 256 * 1024;

    private CopyUp() {}

    /**
     * Opens a file for writing that is filled with the bytes of another. Nothing is published before the commit.
     *
     * @param options of the new file; what it says of the version to be replaced has to be of the storage {@code to}
     */
    static BackendWriteHandle filled(Part from, Backend to, FsPath target, WriteOptions options) throws IOException {
        BackendWriteHandle out = null;
        try {
            try (BackendReadHandle in =
                    from.layer().backend().openRead(from.info().path())) {
                out = to.openWrite(target, options);
                fill(in, out);
            }
            return out;
        } catch (IOException | RuntimeException | Error failure) {
            // Also when only the closing of what was read failed: the caller gets no handle to abort.
            if (out != null) {
                BackendWriteHandle.abortAfter(failure, out);
            }
            throw failure;
        }
    }

    /** Copies a file with its modification time and mode, and these changes. */
    static FileInfo file(Part from, Backend to, FsPath target, WriteOptions options, AttributeChanges changes)
            throws IOException {
        AttributeChanges attributes = Placement.kept(to, from.info()).and(changes);
        return filled(from, to, target, options.expecting(from.info().size()).with(attributes))
                .commit();
    }

    /** Copies a link. */
    static void link(Part from, Backend to, FsPath target) throws IOException {
        if (!to.capabilities(target).has(Capability.SYMBOLIC_LINKS)) {
            throw new UnsupportedCapabilityException(target.toString(), Capability.SYMBOLIC_LINKS);
        }
        to.createSymbolicLink(
                target, from.layer().backend().readLink(from.info().path()));
    }

    /** Sets attributes of an entry, of a copy above if its own layer takes no changes. */
    static void setAttributes(Located at, Placement placement, AttributeChanges changes) throws IOException {
        Part top = at.slot().top();
        Layer layer = placement.ofChange(at.slot());
        if (!at.slot().isIn(layer)) {
            placement.createDirectories(layer, at.directory());
            if (top.info().isFile()) {
                file(top, layer.backend(), at.path(), WriteOptions.createNew(), changes);
                return;
            } else if (top.info().isSymbolicLink()) {
                link(top, layer.backend(), at.path());
            } else if (top.info().isDirectory()) {
                placement.createDirectories(layer, at.slot());
            } else {
                throw new FileSystemException(at.path().toString(), null, "it cannot be copied to another layer");
            }
        }
        layer.backend().setAttributes(at.path(), changes, Links.NO_FOLLOW);
    }

    private static void fill(BackendReadHandle in, BackendWriteHandle out) throws IOException {
        long size = in.info().size();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(1, size)));
        long position = 0;
        while (position < size) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted after " + position + " bytes of a copy");
            }
            buffer.clear().limit((int) Math.min(buffer.capacity(), size - position));
            int read = in.read(buffer, position);
            if (read < 0) {
                throw new FileChangedException(
                        in.info().path().toString(), "it ended after " + position + " of " + size + " bytes");
            }
            position += read;
            out.write(buffer.flip());
        }
    }
}
