package io.anyfs.bench.lifecycle;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.memory.MemoryProvider;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;

/** A storage that opens any file in no time, so that what is left is what is measured. */
final class EmptyFileBackend extends ForwardingBackend {

    private static final BackendReadHandle HANDLE = new Handle();

    EmptyFileBackend() throws IOException {
        super(new MemoryProvider().open(FsUrl.parse("mem:")));
    }

    @Override
    public BackendReadHandle openRead(FsPath path) {
        return HANDLE;
    }

    private static final class Handle implements BackendReadHandle {
        private static final FileInfo INFO = FileInfo.of(FsPath.of("/file"), FileType.FILE, 0, Instant.EPOCH);

        @Override
        public FileInfo info() {
            return INFO;
        }

        @Override
        public int read(ByteBuffer target, long position) {
            return -1;
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            return 0;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
