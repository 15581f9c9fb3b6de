package io.anyfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Objects;

/** A stream over a read handle, with a cursor of its own. */
final class HandleInputStream extends InputStream {

    private static final int TRANSFER_BYTES = 128 * 1024;

    private final ReadHandle handle;
    private long position;
    private long marked;

    HandleInputStream(ReadHandle handle) {
        this.handle = handle;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        int read = handle.read(ByteBuffer.wrap(target, offset, length), position);
        if (read > 0) {
            position += read;
        }
        return read;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, handle.size() - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, handle.size() - position));
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long begin = position;
        var channel = Channels.newChannel(out);
        long sent;
        do {
            sent = handle.transferTo(position, TRANSFER_BYTES, channel);
            position += sent;
        } while (sent > 0);
        return position - begin;
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public void mark(int limit) {
        marked = position;
    }

    @Override
    public void reset() {
        position = marked;
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
