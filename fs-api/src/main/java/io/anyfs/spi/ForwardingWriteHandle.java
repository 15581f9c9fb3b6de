package io.anyfs.spi;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A write handle that passes every call on. A wrapper extends it and overrides what it changes. */
public abstract class ForwardingWriteHandle implements BackendWriteHandle {

    private final BackendWriteHandle delegate;

    /** A wrapper of this handle. */
    protected ForwardingWriteHandle(BackendWriteHandle delegate) {
        this.delegate = delegate;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        delegate.write(source);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        delegate.write(source, position);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return delegate.read(target, position);
    }

    @Override
    public void truncate(long size) throws IOException {
        delegate.truncate(size);
    }

    @Override
    public long size() {
        return delegate.size();
    }

    @Override
    public void setAttributes(AttributeChanges changes) throws IOException {
        delegate.setAttributes(changes);
    }

    @Override
    public void force() throws IOException {
        delegate.force();
    }

    @Override
    public FileInfo commit() throws IOException {
        return delegate.commit();
    }

    @Override
    public void abort() throws IOException {
        delegate.abort();
    }
}
