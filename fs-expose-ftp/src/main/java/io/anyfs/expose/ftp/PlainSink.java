package io.anyfs.expose.ftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** MODE S: bytes go as they are. */
record PlainSink(SocketChannel data) implements DataSink {

    @Override
    public void write(ByteBuffer bytes) throws DataConnectionException {
        try {
            while (bytes.hasRemaining()) {
                data.write(bytes);
            }
        } catch (IOException failure) {
            throw DataConnectionException.lost(failure);
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void end() throws DataConnectionException {
        try {
            data.shutdownOutput();
        } catch (IOException failure) {
            throw DataConnectionException.lost(failure);
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
