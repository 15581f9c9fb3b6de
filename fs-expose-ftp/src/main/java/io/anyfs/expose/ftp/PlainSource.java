package io.anyfs.expose.ftp;

import java.nio.ByteBuffer;

/** MODE S: bytes come as they are, and end with the connection. */
record PlainSource(DataConnection data) implements DataSource {

    @Override
    public int read(ByteBuffer target) throws DataConnectionException {
        return data.read(target);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
