package io.anyfs.memory;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.StorageFullException;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;

/**
 * A write that nobody sees before its commit. The lock keeps a write in one thread from going on after an end in another:
 * the arrays may be part of another file by then.
 */
final class MemoryWriteHandle implements BackendWriteHandle {

    private final Publisher publisher;
    private final FsPath path;
    private final WriteOptions options;
    private final ContentEditor editor;
    private final Reservation reservation;
    private AttributeChanges attributes;
    private long next;
    private boolean ended;

    MemoryWriteHandle(
            Publisher publisher, FsPath path, WriteOptions options, ContentEditor editor, Reservation reservation) {
        this.publisher = publisher;
        this.path = path;
        this.options = options;
        this.editor = editor;
        this.reservation = reservation;
        this.attributes = options.attributes();
        this.next = options.mode() == WriteMode.APPEND ? editor.size() : 0;
    }

    @Override
    public synchronized void write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        write(source, next);
        next += bytes;
    }

    @Override
    public synchronized void write(ByteBuffer source, long position) throws IOException {
        requireOpen();
        try {
            editor.write(source, position);
        } catch (OutOfMemoryError full) {
            throw heapIsFull(path, full);
        }
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
        requireOpen();
        return editor.view().read(target, position);
    }

    @Override
    public synchronized void truncate(long size) throws IOException {
        requireOpen();
        editor.truncate(size);
    }

    @Override
    public synchronized long size() {
        return editor.size();
    }

    @Override
    public synchronized void setAttributes(AttributeChanges changes) {
        attributes = attributes.and(changes);
    }

    @Override
    public void force() {
        throw new UnsupportedOperationException("memory is not durable");
    }

    @Override
    public synchronized FileInfo commit() throws IOException {
        requireOpen();
        try {
            return publisher.publish(path, options, editor.finish(), attributes, reservation);
        } finally {
            end();
        }
    }

    @Override
    public synchronized void abort() {
        end();
    }

    private void requireOpen() throws AsynchronousCloseException {
        if (ended) {
            throw new AsynchronousCloseException();
        }
    }

    private void end() {
        ended = true;
        reservation.end();
        editor.drop();
    }

    static IOException heapIsFull(FsPath path, OutOfMemoryError full) {
        IOException failure = new StorageFullException(path.toString(), "the heap is full");
        failure.addSuppressed(full);
        return failure;
    }
}
