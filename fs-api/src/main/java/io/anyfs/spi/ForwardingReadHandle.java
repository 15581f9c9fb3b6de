package io.anyfs.spi;

import io.anyfs.FileInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A read handle that passes every call on. A wrapper extends it and overrides what it changes. */
public abstract class ForwardingReadHandle implements BackendReadHandle {

    private final BackendReadHandle delegate;

    /** A wrapper of this handle, which it owns. */
    protected ForwardingReadHandle(BackendReadHandle delegate) {
        this.delegate = delegate;
    }

    @Override
    public FileInfo info() {
        return delegate.info();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return delegate.read(target, position);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return delegate.transferTo(position, count, target);
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }
}
