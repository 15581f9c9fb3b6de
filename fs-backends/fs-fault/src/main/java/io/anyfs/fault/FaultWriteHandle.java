package io.anyfs.fault;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;

/** Writes that go wrong. */
final class FaultWriteHandle extends ForwardingWriteHandle {

    private final FsPath path;
    private final Injector injector;
    private long next;
    private volatile boolean closed;

    FaultWriteHandle(BackendWriteHandle delegate, FsPath path, Injector injector) {
        super(delegate);
        this.path = path;
        this.injector = injector;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        inject(source, next, (part, offset) -> super.write(part));
        next += count;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        inject(source, position, (part, offset) -> super.write(part, position + offset));
    }

    @Override
    public void truncate(long size) throws IOException {
        run(() -> super.truncate(size));
    }

    @Override
    public void setAttributes(AttributeChanges changes) throws IOException {
        injector.act(Operation.SET_ATTRIBUTES, path, () -> super.setAttributes(changes));
    }

    @Override
    public void force() throws IOException {
        run(super::force);
    }

    @Override
    public FileInfo commit() throws IOException {
        FaultPlan.Fired fired = injector.plan().next(Operation.COMMIT, path);
        if (fired == null) {
            return super.commit();
        }
        try {
            injector.before(fired, () -> closed);
        } catch (IOException failure) {
            // A commit that fails has cleaned up behind itself.
            super.abort();
            throw failure;
        }
        FileInfo info = super.commit();
        injector.after(fired);
        return info;
    }

    @Override
    public void abort() throws IOException {
        closed = true;
        injector.plan().recheckGates();
        super.abort();
        injector.act(Operation.ABORT, path, () -> {});
    }

    @FunctionalInterface
    private interface Sink {
        void take(ByteBuffer part, int offset) throws IOException;
    }

    private void run(Injector.Action action) throws IOException {
        injector.run(Operation.WRITE, path, () -> closed, () -> {
            action.run();
            return path;
        });
    }

    private void inject(ByteBuffer source, long position, Sink sink) throws IOException {
        FaultPlan.Fired fired = injector.plan().next(Operation.WRITE, path);
        if (fired != null) {
            injector.before(fired, () -> closed);
            if (fired.fault() instanceof Fault.PartialWrite partial) {
                sink.take(source.slice(source.position(), Math.min(partial.bytes(), source.remaining())), 0);
                throw injector.plan().exception(fired, (where, reason) -> new FileSystemException(where, null, reason));
            }
        }
        int offset = 0;
        int passing = (int) injector.plan().passing(Operation.WRITE, position, source.remaining());
        if (passing < source.remaining()) {
            sink.take(source.slice(source.position(), passing), 0);
            source.position(source.position() + passing);
            offset = passing;
            reach(position + passing);
        }
        sink.take(source, offset);
        if (fired != null) {
            injector.after(fired);
        }
    }

    private void reach(long position) throws IOException {
        FaultPlan.Fired reached = injector.plan().reach(Operation.WRITE, path, position);
        if (reached != null) {
            injector.before(reached, () -> closed);
            injector.after(reached);
        }
    }
}
