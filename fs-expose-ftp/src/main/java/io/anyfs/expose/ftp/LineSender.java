package io.anyfs.expose.ftp;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Sends lines in packets of a useful size. The first line goes at once, and none waits long for others: a slow storage must
 * not look like a dead one. A line end within a line is sent as {@code ?}: it would forge another line.
 */
final class LineSender implements Closeable {

    private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** To be encoded at once; longer lines are rare. */
    private static final int USUAL_LINE = 1024;

    private final DataSink data;
    private final Transfer transfer;
    private final ByteBuffer buffer = TransferBuffers.SMALL.take();
    private final char[] usual = new char[USUAL_LINE];
    private final byte[] encoded = new byte[USUAL_LINE];
    private long lastSent;

    LineSender(DataSink data, Transfer transfer) {
        this.data = data;
        this.transfer = transfer;
        this.lastSent = System.nanoTime() - MAX_WAIT_NANOS;
    }

    /** Sends a line, given without its end. */
    void send(StringBuilder line) throws DataConnectionException {
        int length = encodeAscii(line);
        if (length >= 0) {
            put(encoded, length);
        } else {
            String safe = line.toString().replace('\n', '?').replace('\r', '?') + "\r\n";
            byte[] bytes = safe.getBytes(StandardCharsets.UTF_8);
            put(bytes, bytes.length);
        }
        if (System.nanoTime() - lastSent >= MAX_WAIT_NANOS) {
            flush();
        }
    }

    /** Most lines are ASCII, and of one byte for each character. Returns how many, or -1 if this one is not so. */
    private int encodeAscii(StringBuilder line) {
        int length = line.length();
        if (length > USUAL_LINE - 2) {
            return -1;
        }
        // At once: each charAt would check the index and how the line is kept.
        line.getChars(0, length, usual, 0);
        for (int i = 0; i < length; i++) {
            char c = usual[i];
            if (c >= 0x80 || c == '\n' || c == '\r') {
                return -1;
            }
            encoded[i] = (byte) c;
        }
        encoded[length] = '\r';
        encoded[length + 1] = '\n';
        return length + 2;
    }

    private void put(byte[] bytes, int length) throws DataConnectionException {
        for (int sent = 0; sent < length; ) {
            int count = Math.min(length - sent, buffer.remaining());
            buffer.put(bytes, sent, count);
            sent += count;
            if (!buffer.hasRemaining()) {
                send();
            }
        }
    }

    void flush() throws DataConnectionException {
        send();
        data.flush();
    }

    private void send() throws DataConnectionException {
        buffer.flip();
        int bytes = buffer.remaining();
        data.write(buffer);
        transfer.moved(bytes);
        buffer.clear();
        lastSent = System.nanoTime();
    }

    /** Sends what is left, and says that this is all. */
    void end() throws DataConnectionException {
        send();
        data.end();
    }

    @Override
    public void close() {
        TransferBuffers.SMALL.giveBack(buffer);
    }
}
