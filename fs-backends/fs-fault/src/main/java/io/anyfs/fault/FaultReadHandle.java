package io.anyfs.fault;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Reads that go wrong. */
final class FaultReadHandle implements BackendReadHandle {

    private final BackendReadHandle delegate;
    private final FsPath path;
    private final Injector injector;
    private volatile boolean closed;

    FaultReadHandle(BackendReadHandle delegate, FsPath path, Injector injector) {
        this.delegate = delegate;
        this.path = path;
        this.injector = injector;
    }

    @Override
    public FileInfo info() {
        return delegate.info();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        int count = (int) admit(position, target.remaining());
        int limit = target.limit();
        target.limit(target.position() + count);
        try {
            return delegate.read(target, position);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return count == 0 ? 0 : delegate.transferTo(position, admit(position, count), target);
    }

    /** How many of the bytes may be read now; at least one. */
    private long admit(long position, long count) throws IOException {
        long admitted = count;
        FaultPlan.Fired fired = injector.plan().next(Operation.READ, path);
        if (fired != null) {
            injector.before(fired, () -> closed);
            injector.after(fired);
            admitted = fired.fault() instanceof Fault.ShortRead shortRead ? Math.min(count, shortRead.bytes()) : count;
        }
        long passing = injector.plan().passing(Operation.READ, position, admitted);
        if (passing > 0) {
            return passing;
        }
        FaultPlan.Fired reached = injector.plan().reach(Operation.READ, path, position);
        if (reached != null) {
            injector.before(reached, () -> closed);
            injector.after(reached);
        }
        return admitted;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        injector.plan().recheckGates();
        // Closed first, so that a fault leaves nothing open.
        delegate.close();
        injector.act(Operation.CLOSE, path, () -> {});
    }
}
