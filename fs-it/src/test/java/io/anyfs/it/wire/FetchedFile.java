package io.anyfs.it.wire;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A file that has arrived. */
final class FetchedFile implements BackendReadHandle {

    private final FileInfo info;
    private final byte[] bytes;

    FetchedFile(FileInfo info, byte[] bytes) {
        this.info = info;
        this.bytes = bytes;
    }

    @Override
    public FileInfo info() {
        return info;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= bytes.length) {
            return -1;
        }
        int count = Math.min(target.remaining(), bytes.length - (int) position);
        target.put(bytes, (int) position, count);
        return count;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        if (position >= bytes.length) {
            return 0;
        }
        return target.write(ByteBuffer.wrap(bytes, (int) position, (int) Math.min(count, bytes.length - position)));
    }

    @Override
    public void close() {}
}
