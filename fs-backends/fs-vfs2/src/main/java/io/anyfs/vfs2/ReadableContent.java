package io.anyfs.vfs2;

import io.anyfs.ReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.util.RandomAccessMode;

/** A file that is read at random, in the version that was opened. */
final class ReadableContent extends PositionedContent {

    private final ReadHandle handle;

    ReadableContent(ReadHandle handle) {
        super(RandomAccessMode.READ);
        this.handle = handle;
    }

    @Override
    int readAt(byte[] target, int offset, int length, long from) throws IOException {
        return handle.read(ByteBuffer.wrap(target, offset, length), from);
    }

    @Override
    void writeAt(byte[] source, int offset, int length, long to) throws IOException {
        throw new FileSystemException("vfs.provider/write-read-only.error", handle.path());
    }

    @Override
    boolean isOpen() {
        return handle.isOpen();
    }

    @Override
    public long length() {
        return handle.size();
    }

    @Override
    public void setLength(long newLength) throws IOException {
        throw new FileSystemException("vfs.provider/write-read-only.error", handle.path());
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
