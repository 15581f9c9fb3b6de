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

/** A write that nobody sees before its commit. */
final class MemoryWriteHandle implements BackendWriteHandle {

    private final Publisher publisher;
    private final FsPath path;
    private final WriteOptions options;
    private final ContentEditor editor;
    private final Reservation reservation;
    private AttributeChanges attributes;
    private long next;

    MemoryWriteHandle(Publisher publisher, FsPath path, WriteOptions options, Content start, Reservation reservation) {
        this.publisher = publisher;
        this.path = path;
        this.options = options;
        this.reservation = reservation;
        this.editor = new ContentEditor(start, options.expectedSize(), reservation);
        this.attributes = options.attributes();
        this.next = options.mode() == WriteMode.APPEND ? start.size() : 0;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        write(source, next);
        next += bytes;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        try {
            editor.write(source, position);
        } catch (OutOfMemoryError full) {
            throw heapIsFull(path, full);
        }
    }

    @Override
    public int read(ByteBuffer target, long position) {
        return editor.view().read(target, position);
    }

    @Override
    public void truncate(long size) throws IOException {
        editor.truncate(size);
    }

    @Override
    public long size() {
        return editor.size();
    }

    @Override
    public void setAttributes(AttributeChanges changes) {
        attributes = attributes.and(changes);
    }

    @Override
    public void force() {
        throw new UnsupportedOperationException("memory is not durable");
    }

    @Override
    public FileInfo commit() throws IOException {
        try {
            return publisher.publish(path, options, editor.finish(), attributes, reservation);
        } finally {
            end();
        }
    }

    @Override
    public void abort() {
        end();
    }

    private void end() {
        reservation.end();
        editor.drop();
    }

    static IOException heapIsFull(FsPath path, OutOfMemoryError full) {
        IOException failure = new StorageFullException(path.toString(), "the heap is full");
        failure.addSuppressed(full);
        return failure;
    }
}
