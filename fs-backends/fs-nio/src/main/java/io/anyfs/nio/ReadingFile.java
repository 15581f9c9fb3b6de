package io.anyfs.nio;

import io.anyfs.ReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A file that is read, in the version that was opened. */
final class ReadingFile implements Unwritable {

    private final ReadHandle handle;

    ReadingFile(ReadHandle handle) {
        this.handle = handle;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return handle.read(target, position);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return handle.transferTo(position, count, target);
    }

    @Override
    public long size() {
        return handle.size();
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }

    @Override
    public void abandon() throws IOException {
        handle.close();
    }
}
