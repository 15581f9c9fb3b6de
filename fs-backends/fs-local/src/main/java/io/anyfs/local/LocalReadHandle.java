package io.anyfs.local;

import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.spi.ChannelReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A file that is open for reading. It stays the same file when another takes its name. Bytes that somebody adds in place are not
 * seen; a file that somebody cuts fails with {@link FileChangedException} where bytes are missing; other changes in place are
 * seen as they are made. After an interrupt it goes on as long as the file has its name.
 */
final class LocalReadHandle extends ChannelReadHandle<FileChannel> {

    private boolean released;

    LocalReadHandle(FileInfo info, FileChannel channel, Reopening<FileChannel> reopening) {
        super(info, channel, reopening);
    }

    @Override
    protected int read(FileChannel from, ByteBuffer target, long position) throws IOException {
        return from.read(target, position);
    }

    @Override
    protected long transferTo(FileChannel from, long position, long count, WritableByteChannel target)
            throws IOException {
        return from.transferTo(position, count, target);
    }

    @Override
    protected long size(FileChannel of) throws IOException {
        return of.size();
    }

    /** Gives the channel away; closing this handle then closes nothing. */
    FileChannel release() {
        released = true;
        return channel();
    }

    @Override
    public void close() throws IOException {
        if (!released) {
            super.close();
        }
    }
}
