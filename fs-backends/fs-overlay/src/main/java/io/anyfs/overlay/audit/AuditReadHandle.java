package io.anyfs.overlay.audit;

import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.ForwardingReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An open file that counts what is read, and is recorded when it is closed: as failed if its last read failed. */
final class AuditReadHandle extends ForwardingReadHandle {

    private final Auditor auditor;
    private final FsPath path;
    private final long begin = System.nanoTime();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    AuditReadHandle(BackendReadHandle file, Auditor auditor, FsPath path) {
        super(file);
        this.auditor = auditor;
        this.path = path;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        try {
            int read = super.read(target, position);
            bytes.addAndGet(Math.max(0, read));
            failure.set(null);
            return read;
        } catch (IOException | RuntimeException failed) {
            failure.set(failed);
            throw failed;
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        try {
            long sent = super.transferTo(position, count, target);
            bytes.addAndGet(sent);
            failure.set(null);
            return sent;
        } catch (IOException | RuntimeException failed) {
            failure.set(failed);
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } catch (IOException | RuntimeException unclosed) {
            auditor.failed(Operation.READ, path, null, bytes.get(), begin, unclosed);
            throw unclosed;
        }
        Throwable failed = failure.get();
        if (failed == null) {
            auditor.done(Operation.READ, path, null, bytes.get(), begin, null);
        } else {
            auditor.failed(Operation.READ, path, null, bytes.get(), begin, failed);
        }
    }
}
