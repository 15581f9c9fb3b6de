package io.anyfs.cache.stat;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A write that lets facts be forgotten when the file changes: at its end, and in place with each write. */
final class ForgettingWriteHandle extends ForwardingWriteHandle {

    private final Runnable forget;
    private final boolean inPlace;

    ForgettingWriteHandle(BackendWriteHandle delegate, Runnable forget, boolean inPlace) {
        super(delegate);
        this.forget = forget;
        this.inPlace = inPlace;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        try {
            super.write(source);
        } finally {
            changed();
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        try {
            super.write(source, position);
        } finally {
            changed();
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        try {
            super.truncate(size);
        } finally {
            changed();
        }
    }

    @Override
    public void setAttributes(AttributeChanges changes) throws IOException {
        try {
            super.setAttributes(changes);
        } finally {
            changed();
        }
    }

    @Override
    public void force() throws IOException {
        try {
            super.force();
        } finally {
            changed();
        }
    }

    @Override
    public FileInfo commit() throws IOException {
        try {
            return super.commit();
        } finally {
            forget.run();
        }
    }

    @Override
    public void abort() throws IOException {
        try {
            super.abort();
        } finally {
            forget.run();
        }
    }

    private void changed() {
        if (inPlace) {
            forget.run();
        }
    }
}
