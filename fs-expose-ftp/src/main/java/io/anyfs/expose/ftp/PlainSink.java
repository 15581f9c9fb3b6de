package io.anyfs.expose.ftp;

import java.nio.ByteBuffer;

/** MODE S: bytes go as they are. */
record PlainSink(DataConnection data) implements DataSink {

    @Override
    public void write(ByteBuffer bytes) throws DataConnectionException {
        data.write(bytes);
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void end() throws DataConnectionException {
        data.end();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
