package io.anyfs.tck.model;

import io.anyfs.AttributeChanges;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.StorageFullException;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.Arrays;

/** A file under way, in an array of its own until it is published. */
final class ModelWriteHandle implements BackendWriteHandle {

    private static final int LARGEST = 1 << 30;

    private final ModelBackend storage;
    private final FsPath path;
    private final FsPath place;
    private final WriteOptions options;
    private AttributeChanges changes;
    private byte[] content;
    private int size;
    private int next;

    ModelWriteHandle(ModelBackend storage, FsPath path, FsPath place, WriteOptions options, ByteBuffer start)
            throws IOException {
        this.storage = storage;
        this.path = path;
        this.place = place;
        this.options = options;
        this.changes = options.attributes();
        this.size = start.remaining();
        this.content = new byte[size];
        start.get(0, content);
        this.next = options.mode() == WriteMode.APPEND ? size : 0;
        requireVersion();
        publishInPlace();
    }

    @Override
    public synchronized void write(ByteBuffer source) throws IOException {
        int end = next + source.remaining();
        put(source, next);
        next = end;
        publishInPlace();
    }

    @Override
    public synchronized void write(ByteBuffer source, long position) throws IOException {
        put(source, position);
        publishInPlace();
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) {
        return new ModelReadHandle(FileInfo.of(path, FileType.FILE, size, Instant.EPOCH), bytes())
                .read(target, position);
    }

    @Override
    public synchronized void truncate(long newSize) throws IOException {
        requireRoom(newSize);
        content = Arrays.copyOf(Arrays.copyOf(content, size), (int) newSize);
        size = (int) newSize;
        publishInPlace();
    }

    @Override
    public synchronized long size() {
        return size;
    }

    @Override
    public synchronized void setAttributes(AttributeChanges more) {
        changes = changes.and(more);
    }

    @Override
    public void force() {}

    @Override
    public synchronized FileInfo commit() throws IOException {
        synchronized (storage) {
            boolean inPlace = options.publication() == WriteOptions.Publication.IN_PLACE;
            if (options.mode() == WriteMode.CREATE_NEW
                    && !inPlace
                    && !storage.version(place).isEmpty()) {
                throw new FileAlreadyExistsException(path.toString());
            }
            if (!inPlace) {
                requireVersion();
            }
            return storage.publish(path, place, options, bytes(), changes);
        }
    }

    @Override
    public void abort() {}

    private void requireVersion() throws IOException {
        String expected = options.ifVersion();
        if (expected != null && !expected.equals(storage.version(place))) {
            throw new FileChangedException(path.toString(), "another version is there");
        }
    }

    private void publishInPlace() throws IOException {
        if (options.publication() == WriteOptions.Publication.IN_PLACE) {
            storage.publish(path, place, options, bytes(), AttributeChanges.NONE);
        }
    }

    private void put(ByteBuffer source, long position) throws IOException {
        long end = position + source.remaining();
        requireRoom(end);
        if (end > content.length) {
            content = Arrays.copyOf(content, (int) Math.min(LARGEST, Math.max(end, content.length * 2L)));
        }
        int count = source.remaining();
        source.get(content, (int) position, count);
        size = count == 0 ? size : Math.max(size, (int) end);
    }

    private void requireRoom(long end) throws IOException {
        if (end < 0 || end > LARGEST) {
            throw new StorageFullException(path.toString(), "the model holds no file above 1 GiB");
        }
    }

    private ByteBuffer bytes() {
        return ByteBuffer.wrap(Arrays.copyOf(content, size)).asReadOnlyBuffer();
    }
}
