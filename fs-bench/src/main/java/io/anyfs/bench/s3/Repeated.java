package io.anyfs.bench.s3;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** A block again and again, until there are so many bytes. */
final class Repeated extends InputStream {

    private final ByteBuffer block;
    private long left;
    private long leftAtMark;
    private int positionAtMark;

    Repeated(ByteBuffer block, long bytes) {
        this.block = block.duplicate();
        this.left = bytes;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        if (left == 0) {
            return count == 0 ? 0 : -1;
        } else if (!block.hasRemaining()) {
            block.rewind();
        }
        int read = (int) Math.min(Math.min(count, block.remaining()), left);
        block.get(target, offset, read);
        left -= read;
        return read;
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public synchronized void mark(int limit) {
        leftAtMark = left;
        positionAtMark = block.position();
    }

    @Override
    public synchronized void reset() {
        left = leftAtMark;
        block.position(positionAtMark);
    }
}
