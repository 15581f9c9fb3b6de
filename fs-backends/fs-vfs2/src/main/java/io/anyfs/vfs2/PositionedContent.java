package io.anyfs.vfs2;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.provider.AbstractRandomAccessContent;
import org.apache.commons.vfs2.util.RandomAccessMode;

/** A file with a cursor. What is read next is fetched some kilobytes at a time. For one thread at a time. */
abstract class PositionedContent extends AbstractRandomAccessContent {

    private static final int AHEAD_BYTES = 8192;

    private final DataInputStream data = new DataInputStream(new Cursor());
    private final byte[] ahead = new byte[AHEAD_BYTES];
    private long aheadStart;
    private int aheadLength;
    private long position;

    PositionedContent(RandomAccessMode mode) {
        super(mode);
    }

    /** Reads up to so many bytes; -1 at or past the end. */
    abstract int readAt(byte[] target, int offset, int length, long from) throws IOException;

    /** Writes all the bytes. */
    abstract void writeAt(byte[] source, int offset, int length, long to) throws IOException;

    abstract boolean isOpen();

    private void requireOpen() throws FileSystemException {
        if (!isOpen()) {
            throw new FileSystemException("vfs.provider/closed.error");
        }
    }

    /** Forgets what was read ahead, as it has changed. */
    void forgetAhead() {
        aheadLength = 0;
    }

    @Override
    public long getFilePointer() {
        return position;
    }

    @Override
    public void seek(long newPosition) throws IOException {
        if (newPosition < 0) {
            throw new FileSystemException("vfs.provider/random-access-invalid-position.error", newPosition);
        }
        position = newPosition;
    }

    /** From the cursor on, which it moves. Closing it closes the content. */
    @Override
    public InputStream getInputStream() {
        return data;
    }

    private final class Cursor extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            requireOpen();
            int read = length == 0 ? 0 : readFrom(target, offset, length);
            position += Math.max(0, read);
            return read;
        }

        private int readFrom(byte[] target, int offset, int length) throws IOException {
            boolean held = position >= aheadStart && position < aheadStart + aheadLength;
            if (!held && length >= AHEAD_BYTES) {
                return readAt(target, offset, length, position);
            }
            if (!held) {
                aheadLength = 0;
                int read = readAt(ahead, 0, AHEAD_BYTES, position);
                if (read < 0) {
                    return -1;
                }
                aheadStart = position;
                aheadLength = read;
            }
            int from = (int) (position - aheadStart);
            int taken = Math.min(length, aheadLength - from);
            System.arraycopy(ahead, from, target, offset, taken);
            return taken;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = Math.max(0, Math.min(count, length() - position));
            position += skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.max(0, Math.min(Integer.MAX_VALUE, length() - position));
        }

        @Override
        public void close() throws IOException {
            PositionedContent.this.close();
        }
    }

    // ---------------------------------------------------------------- reading

    @Override
    public void readFully(byte[] target) throws IOException {
        data.readFully(target);
    }

    @Override
    public void readFully(byte[] target, int offset, int length) throws IOException {
        data.readFully(target, offset, length);
    }

    @Override
    public int skipBytes(int count) throws IOException {
        return data.skipBytes(count);
    }

    @Override
    public boolean readBoolean() throws IOException {
        return data.readBoolean();
    }

    @Override
    public byte readByte() throws IOException {
        return data.readByte();
    }

    @Override
    public int readUnsignedByte() throws IOException {
        return data.readUnsignedByte();
    }

    @Override
    public short readShort() throws IOException {
        return data.readShort();
    }

    @Override
    public int readUnsignedShort() throws IOException {
        return data.readUnsignedShort();
    }

    @Override
    public char readChar() throws IOException {
        return data.readChar();
    }

    @Override
    public int readInt() throws IOException {
        return data.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return data.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return data.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return data.readDouble();
    }

    @Override
    public String readUTF() throws IOException {
        return data.readUTF();
    }

    // ---------------------------------------------------------------- writing

    /** What a value looks like in a file. */
    @FunctionalInterface
    private interface Encoding {
        void into(DataOutputStream out) throws IOException;
    }

    private void encode(Encoding encoding) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        encoding.into(new DataOutputStream(bytes));
        write(bytes.toByteArray());
    }

    @Override
    public void write(byte[] source) throws IOException {
        write(source, 0, source.length);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        requireOpen();
        forgetAhead();
        writeAt(source, offset, length, position);
        position += length;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet});
    }

    @Override
    public void writeBoolean(boolean value) throws IOException {
        encode(out -> out.writeBoolean(value));
    }

    @Override
    public void writeByte(int value) throws IOException {
        encode(out -> out.writeByte(value));
    }

    @Override
    public void writeShort(int value) throws IOException {
        encode(out -> out.writeShort(value));
    }

    @Override
    public void writeChar(int value) throws IOException {
        encode(out -> out.writeChar(value));
    }

    @Override
    public void writeInt(int value) throws IOException {
        encode(out -> out.writeInt(value));
    }

    @Override
    public void writeLong(long value) throws IOException {
        encode(out -> out.writeLong(value));
    }

    @Override
    public void writeFloat(float value) throws IOException {
        encode(out -> out.writeFloat(value));
    }

    @Override
    public void writeDouble(double value) throws IOException {
        encode(out -> out.writeDouble(value));
    }

    @Override
    public void writeBytes(String value) throws IOException {
        encode(out -> out.writeBytes(value));
    }

    @Override
    public void writeChars(String value) throws IOException {
        encode(out -> out.writeChars(value));
    }

    @Override
    public void writeUTF(String value) throws IOException {
        encode(out -> out.writeUTF(value));
    }
}
