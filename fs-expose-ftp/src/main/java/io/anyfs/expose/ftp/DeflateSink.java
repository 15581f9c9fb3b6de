package io.anyfs.expose.ftp;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** MODE Z: bytes go as one zlib stream (draft-preston-ftpext-deflate-04). */
final class DeflateSink implements DataSink {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final PlainSink wire;
    private final Deflater deflater;
    private final ByteBuffer packed = TransferBuffers.SMALL.take();

    /** @param level 1, the fastest, to 9, the smallest */
    DeflateSink(DataConnection data, int level) {
        this.wire = new PlainSink(data);
        this.deflater = new Deflater(level);
    }

    @Override
    public void write(ByteBuffer bytes) throws DataConnectionException {
        deflater.setInput(bytes);
        while (!deflater.needsInput()) {
            send(Deflater.NO_FLUSH);
        }
        // It keeps the buffer, which will be filled with something else.
        deflater.setInput(NOTHING);
    }

    @Override
    public void flush() throws DataConnectionException {
        boolean full;
        do {
            full = send(Deflater.SYNC_FLUSH);
        } while (full);
    }

    @Override
    public void end() throws DataConnectionException {
        deflater.finish();
        while (!deflater.finished()) {
            send(Deflater.NO_FLUSH);
        }
        wire.end();
    }

    /** Whether there may be more to send. */
    private boolean send(int flush) throws DataConnectionException {
        packed.clear();
        deflater.deflate(packed, flush);
        boolean full = !packed.hasRemaining();
        wire.write(packed.flip());
        return full;
    }

    @Override
    public void close() {
        deflater.end();
        TransferBuffers.SMALL.giveBack(packed);
    }
}
