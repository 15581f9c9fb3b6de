package io.anyfs.memory;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.PositionedWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.time.Instant;

/**
 * A write straight into a file: each change is a version of its own, seen at once by whoever opens the file afterwards.
 * Several may write to one file. A file that is deleted meanwhile can be written on; its growth counts until the end.
 */
final class InPlaceWriteHandle extends PositionedWriteHandle {

    private final NodeTree tree;
    private final FsPath path;
    private final FileNode file;
    /** What this write added to a file that was deleted; guarded by the file's lock. */
    private long unlinkedBytes;

    private boolean ended;

    InPlaceWriteHandle(NodeTree tree, FsPath path, FileNode file, WriteOptions options) {
        super(
                options.attributes(),
                options.mode() == WriteMode.APPEND ? file.version().content().size() : 0);
        this.tree = tree;
        this.path = path;
        this.file = file;
        file.beginWriting();
    }

    /** A change of the content. */
    @FunctionalInterface
    private interface Edit {
        void make(ContentEditor editor) throws IOException;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        try {
            edit(editor -> editor.write(source, position));
        } catch (OutOfMemoryError full) {
            throw MemoryWriteHandle.heapIsFull(path, full);
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        edit(editor -> editor.truncate(size));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        synchronized (file) {
            requireOpen();
            return file.version().content().read(target, position);
        }
    }

    @Override
    public long size() {
        return file.version().content().size();
    }

    @Override
    public void force() {
        throw new UnsupportedOperationException("memory is not durable");
    }

    @Override
    public FileInfo commit() {
        synchronized (file) {
            end();
            file.change(attributes());
            return file.info(path);
        }
    }

    @Override
    public void abort() {
        synchronized (file) {
            end();
        }
    }

    private void edit(Edit edit) throws IOException {
        synchronized (file) {
            requireOpen();
            FileNode.Version before = file.version();
            long stored = before.content().stored();
            Reservation reservation = new Reservation(tree.quota(), path, stored);
            try {
                ContentEditor editor = new ContentEditor(before.content(), -1, reservation, tree.pool());
                edit.make(editor);
                Content content = editor.finish();
                Instant now = tree.now();
                if (file.isLinked()) {
                    reservation.becomeContent(stored, content.stored());
                } else {
                    unlinkedBytes += Math.max(0, content.stored() - stored);
                    reservation.becomeContent(stored, Math.max(stored, content.stored()));
                }
                file.publish(new FileNode.Version(
                        content, tree.nextNumber(), before.attributes().modified(now)));
            } finally {
                reservation.end();
            }
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            tree.quota().giveBytes(unlinkedBytes);
            file.endWriting();
        }
    }

    private void requireOpen() throws AsynchronousCloseException {
        if (ended) {
            throw new AsynchronousCloseException();
        }
    }
}
