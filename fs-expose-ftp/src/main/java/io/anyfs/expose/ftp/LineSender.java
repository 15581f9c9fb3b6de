package io.anyfs.expose.ftp;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Sends lines in packets of a useful size. The first line goes at once, and none waits long for others: a slow storage must
 * not look like a dead one.
 */
final class LineSender implements Closeable {

    private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final DataConnection data;
    private final Transfer transfer;
    private final ByteBuffer buffer = TransferBuffers.SMALL.take();
    private long lastSent;

    LineSender(DataConnection data, Transfer transfer) {
        this.data = data;
        this.transfer = transfer;
        this.lastSent = System.nanoTime() - MAX_WAIT_NANOS;
    }

    /** A line end in the line would forge another line. */
    void send(String line) throws DataConnectionException {
        byte[] bytes = (withoutLineEnds(line) + "\r\n").getBytes(StandardCharsets.UTF_8);
        for (int sent = 0; sent < bytes.length; ) {
            int count = Math.min(bytes.length - sent, buffer.remaining());
            buffer.put(bytes, sent, count);
            sent += count;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
        if (System.nanoTime() - lastSent >= MAX_WAIT_NANOS) {
            flush();
        }
    }

    void flush() throws DataConnectionException {
        buffer.flip();
        int bytes = buffer.remaining();
        data.write(buffer);
        transfer.moved(bytes);
        buffer.clear();
        lastSent = System.nanoTime();
    }

    private static String withoutLineEnds(String line) {
        return line.indexOf('\n') < 0 && line.indexOf('\r') < 0
                ? line
                : line.replace('\n', '?').replace('\r', '?');
    }

    @Override
    public void close() {
        TransferBuffers.SMALL.giveBack(buffer);
    }
}
