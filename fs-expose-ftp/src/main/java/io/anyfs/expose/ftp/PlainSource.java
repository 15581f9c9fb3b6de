package io.anyfs.expose.ftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** MODE S: bytes come as they are, and end with the connection. */
record PlainSource(SocketChannel data) implements DataSource {

    @Override
    public int read(ByteBuffer target) throws DataConnectionException {
        try {
            return data.read(target);
        } catch (IOException failure) {
            throw DataConnectionException.lost(failure);
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
