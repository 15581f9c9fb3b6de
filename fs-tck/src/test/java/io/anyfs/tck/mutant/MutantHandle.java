package io.anyfs.tck.mutant;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Handles to override a little of. */
final class MutantHandle {

    private MutantHandle() {}

    static class Write extends ForwardingWriteHandle {
        Write(BackendWriteHandle delegate) {
            super(delegate);
        }
    }

    static class Read implements BackendReadHandle {
        final BackendReadHandle delegate;

        Read(BackendReadHandle delegate) {
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
}
