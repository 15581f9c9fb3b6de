package io.anyfs.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** What a channel has open. Every call says where; the channel keeps the position. Safe for use by many threads. */
interface OpenFile {

    /** Reads into the buffer; -1 at or past the end. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Sends bytes to a channel, and returns how many. */
    long transferTo(long position, long count, WritableByteChannel target) throws IOException;

    /** Writes the whole buffer. */
    int write(ByteBuffer source, long position) throws IOException;

    /** Writes the whole buffer behind the end. */
    int append(ByteBuffer source) throws IOException;

    /** Cuts the file, if it is longer. */
    void truncate(long size) throws IOException;

    long size() throws IOException;

    /** Brings what was written to stable storage, where there is one. */
    void force() throws IOException;

    /** Ends it, and publishes what was written, unless a write failed. */
    void close() throws IOException;

    /** Ends it at once, also under a call that is blocked, and publishes nothing that is not visible yet. */
    void abandon() throws IOException;
}
