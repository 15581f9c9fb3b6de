package io.anyfs.crypt;

import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What a file held when it was opened for an append or an update. Closing it from another thread ends a copy. */
final class KeptContent {

    private final BackendReadHandle handle;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final String path;

    KeptContent(BackendReadHandle handle, String path) {
        this.handle = handle;
        this.path = path;
    }

    long size() {
        return handle.info().size();
    }

    @Nullable
    String version() {
        return handle.info().version();
    }

    /** Copies what there is from a position on. */
    void copyTo(SegmentWriter target, long position, int bufferSize) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bufferSize);
        long next = position;
        while (handle.read(buffer.clear(), next) >= 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException(path + ": interrupted while what there was is encrypted again");
            }
            next += buffer.position();
            target.write(buffer.flip());
        }
    }

    void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            handle.close();
        }
    }
}
