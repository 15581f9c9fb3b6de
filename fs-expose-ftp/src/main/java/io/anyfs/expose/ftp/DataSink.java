package io.anyfs.expose.ftp;

import java.io.Closeable;
import java.nio.ByteBuffer;

/** Where the bytes of a file or a listing leave over the data connection. For one transfer and one thread. */
interface DataSink extends Closeable {

    /** The sink for what the client has set with MODE. */
    static DataSink of(DataConnection data, Settings settings) {
        return settings.mode == TransferMode.DEFLATE
                ? new DeflateSink(data, settings.deflateLevel)
                : new PlainSink(data);
    }

    /** Sends it all. */
    void write(ByteBuffer bytes) throws DataConnectionException;

    /** Lets what was written so far arrive. */
    void flush() throws DataConnectionException;

    /** Says that this is all: closing alone would reset the connection if the client had sent something. */
    void end() throws DataConnectionException;

    /** Gives back what the sink holds. The connection is its caller's to close. */
    @Override
    void close();
}
