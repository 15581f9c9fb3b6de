package io.anyfs.tck.model;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** One version of a file. */
record ModelReadHandle(FileInfo info, ByteBuffer content) implements BackendReadHandle {

    @Override
    public int read(ByteBuffer target, long position) {
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= content.remaining()) {
            return -1;
        }
        int count = Math.min(target.remaining(), content.remaining() - (int) position);
        target.put(content.slice((int) position, count));
        return count;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        if (position >= content.remaining()) {
            return 0;
        }
        int sent = (int) Math.min(count, content.remaining() - position);
        return target.write(content.slice((int) position, sent));
    }

    @Override
    public void close() {}
}
