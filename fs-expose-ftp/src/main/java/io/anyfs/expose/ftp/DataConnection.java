package io.anyfs.expose.ftp;

import io.anyfs.expose.Download;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open data connection, in clear or over TLS. For the thread that runs the transfer. */
sealed interface DataConnection extends Closeable permits ClearDataConnection, TlsDataConnection {

    /** How a connection came to its end. */
    enum End {
        /** The client's kernel has closed it, in an orderly way; whether the client wanted that is not known. */
        CLOSED,
        /** It should have ended by a close_notify, and did not: it may have been cut on its way. */
        CUT,
        /** By TLS's close_notify, which nobody but the client can send. */
        CLOSE_NOTIFY
    }

    /** Reads some bytes, at least one; -1 at the end. */
    int read(ByteBuffer target) throws DataConnectionException;

    /** How it ended, once {@link #read} has returned -1. */
    End ended();

    /** Writes it all. */
    void write(ByteBuffer bytes) throws DataConnectionException;

    /** Sends some bytes of a file from a position on, no more than a limit, and returns how many; -1 if none are there. */
    long send(Download download, long position, long limit) throws IOException;

    /** Says that this is all: closing alone would reset the connection if the client had sent something. */
    void end() throws DataConnectionException;
}
