package io.anyfs.it.crash;

import java.io.IOException;

/** One client that uploads one file, and is cut before it can say that this was all. */
interface Upload extends AutoCloseable {

    /** Begins: the server has agreed to take the file. */
    void begin(Round round) throws IOException;

    /** Sends the first bytes of the file. Returns when they have been handed to the system. */
    void send(byte[] bytes, int count) throws IOException;

    /** Lets go of what the client has left; the server is not to learn anything by it that it does not know. */
    @Override
    void close() throws IOException;
}
