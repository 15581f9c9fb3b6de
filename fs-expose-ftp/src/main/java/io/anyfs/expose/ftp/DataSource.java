package io.anyfs.expose.ftp;

import java.io.Closeable;
import java.nio.ByteBuffer;

/** Where the bytes of a file come from over the data connection. For one transfer and one thread. */
interface DataSource extends Closeable {

    /** The source for what the client has set with MODE. */
    static DataSource of(DataConnection data, Transfer transfer, Settings settings) {
        return settings.mode == TransferMode.DEFLATE
                ? new InflateSource(data, transfer, InflateSource.Limits.USUAL)
                : new PlainSource(data);
    }

    /**
     * Reads some bytes of the file; -1 at its end.
     *
     * @throws DataConnectionException if the connection is lost, or what comes over it is not the whole of a file
     */
    int read(ByteBuffer target) throws DataConnectionException;

    /** Gives back what the source holds. The connection is its caller's to close. */
    @Override
    void close();
}
