package io.anyfs.spi;

import io.anyfs.FileInfo;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A file that is open for reading. Safe for use by many threads; there is no cursor. If the file changed since it was
 * opened, a read gives the old bytes or throws {@link io.anyfs.FileChangedException}, never a mix.
 */
public interface BackendReadHandle extends Closeable {

    /** The facts of the version that was opened. */
    FileInfo info();

    /**
     * Reads into the buffer from a position, 0 or more.
     *
     * @return how many bytes were read: at least 1 unless the buffer is full; -1 at or past the end
     */
    int read(ByteBuffer target, long position) throws IOException;

    /**
     * Sends bytes to a channel, by the kernel where it can.
     *
     * @return how many bytes were sent: fewer than {@code count} at the end of the file, or where the channel takes no more;
     *     0 past the end
     */
    long transferTo(long position, long count, WritableByteChannel target) throws IOException;

    /** Closes the file; a read that is blocked fails. Called once. */
    @Override
    void close() throws IOException;
}
