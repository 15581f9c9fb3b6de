package io.anyfs.nio.backend;

import io.anyfs.FileInfo;
import io.anyfs.spi.ChannelReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A file that is open for reading. After an interrupt it goes on as long as the file is the same. */
final class NioReadHandle extends ChannelReadHandle<OpenChannel> {

    NioReadHandle(FileInfo info, OpenChannel channel, Reopening<OpenChannel> reopening) {
        super(info, channel, reopening);
    }

    @Override
    protected int read(OpenChannel from, ByteBuffer target, long position) throws IOException {
        return from.read(target, position);
    }

    @Override
    protected long transferTo(OpenChannel from, long position, long count, WritableByteChannel target)
            throws IOException {
        return from.transferTo(position, count, target);
    }

    @Override
    protected long size(OpenChannel of) throws IOException {
        return of.size();
    }
}
