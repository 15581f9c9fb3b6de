package io.anyfs.memory;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** One version of a file, which stays what it is whatever becomes of the file. */
final class MemoryReadHandle implements BackendReadHandle {

    private final FileInfo info;
    private volatile Content content;

    MemoryReadHandle(FileInfo info, Content content) {
        this.info = info;
        this.content = content;
    }

    @Override
    public FileInfo info() {
        return info;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        return content.read(target, position);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return content.transferTo(position, count, target);
    }

    /** Lets go of the bytes, also where somebody keeps the closed handle. */
    @Override
    public void close() {
        content = Content.EMPTY;
    }
}
