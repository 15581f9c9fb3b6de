package io.anyfs.nio;

import io.anyfs.WriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.ReentrantLock;

/** A file that is written, and read where the storage reads what was written. */
final class WritingFile implements OpenFile {

    private static final int TRANSFER_BYTES = 128 * 1024;

    private final WriteHandle handle;
    private final Traits traits;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private long next;
    private boolean changed;

    private volatile boolean failed;

    /**
     * How to write.
     *
     * @param sequential where the handle goes on by itself; -1 if it is written at positions only
     * @param publishesUnchanged whether a file that was not written to is to be published: one that is new, or cut
     * @param durable every write is brought to stable storage at once
     * @param forcible whether the storage has stable storage
     */
    record Traits(long sequential, boolean publishesUnchanged, boolean durable, boolean forcible) {}

    WritingFile(WriteHandle handle, Traits traits) {
        this.handle = handle;
        this.traits = traits;
        this.next = traits.sequential;
        this.changed = traits.publishesUnchanged;
    }

    /** A change of the file. */
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        lock.lock();
        try {
            return handle.read(target, position);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, TRANSFER_BYTES));
        long sent = 0;
        while (sent < count) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), count - sent));
            if (read(buffer, position + sent) < 0) {
                return sent;
            }
            buffer.flip();
            int taken = target.write(buffer);
            sent += taken;
            if (buffer.hasRemaining()) {
                return sent;
            }
        }
        return sent;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        int bytes = source.remaining();
        change(() -> {
            if (position == next) {
                handle.write(source);
                next += bytes;
            } else {
                handle.write(source, position);
            }
        });
        return bytes;
    }

    @Override
    public int append(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        change(() -> handle.write(source));
        return bytes;
    }

    @Override
    public void truncate(long size) throws IOException {
        if (size < size()) {
            change(() -> {
                handle.truncate(size);
                next = -1;
            });
        }
    }

    @Override
    public long size() {
        return handle.size();
    }

    @Override
    public void force() throws IOException {
        if (traits.forcible) {
            lock.lock();
            try {
                handle.force();
            } finally {
                lock.unlock();
            }
        }
    }

    private void change(Change change) throws IOException {
        boolean made = false;
        lock.lock();
        try {
            changed = true;
            change.make();
            if (traits.durable) {
                handle.force();
            }
            made = true;
        } finally {
            lock.unlock();
            failed |= !made;
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (changed && !failed) {
                handle.commit();
            } else {
                handle.close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void abandon() throws IOException {
        handle.close();
    }
}
