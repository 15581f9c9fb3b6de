package io.anyfs.expose.ftp;

import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingReadHandle;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A storage whose reads wait while a test holds them. */
final class GatedReads extends ForwardingBackend {

    private final AtomicInteger readers = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    GatedReads(Backend delegate) {
        super(delegate);
    }

    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    void awaitReader() {
        Eventually.holds("somebody reads", () -> readers.get() > 0);
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        return new ForwardingReadHandle(super.openRead(path)) {
            private volatile boolean closed;

            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                readers.incrementAndGet();
                try {
                    gate.await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException();
                }
                if (closed) {
                    throw new AsynchronousCloseException();
                }
                return super.read(target, position);
            }

            /** A read that waits ends, as of every storage. */
            @Override
            public void close() throws IOException {
                closed = true;
                release();
                super.close();
            }
        };
    }
}
