package io.anyfs.expose.ftp;

import io.anyfs.expose.Download;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A data connection as it is (PROT C). Files are sent by the kernel where storage and socket allow. */
final class ClearDataConnection implements DataConnection {

    private final SocketChannel channel;
    private final SystemThreads systemThreads;
    private long fastFrom;

    ClearDataConnection(SocketChannel channel, SystemThreads systemThreads) {
        this.channel = channel;
        this.systemThreads = systemThreads;
    }

    @Override
    public int read(ByteBuffer target) throws DataConnectionException {
        try {
            return channel.read(target);
        } catch (IOException failure) {
            throw DataConnectionException.lost(failure);
        }
    }

    @Override
    public End ended() {
        return End.CLOSED;
    }

    @Override
    public void write(ByteBuffer bytes) throws DataConnectionException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException failure) {
            throw DataConnectionException.lost(failure);
        }
    }

    /**
     * The kernel copies as long as the socket takes what it gets. When the client is slower, one buffer is written that waits
     * for it: unlike a kernel copy, that wait does not hold the processor thread that a virtual thread runs on.
     */
    @Override
    public long send(Download download, long position, long limit) throws IOException {
        if (limit >= SystemThreads.WORTH_A_THREAD && position >= fastFrom) {
            long sent = systemThreads.run(() -> KernelCopy.send(download, position, limit, channel));
            if (sent < SystemThreads.WORTH_A_THREAD) {
                fastFrom = position + SystemThreads.SLOW_BYTES;
            }
            if (sent > 0) {
                return sent;
            }
        }
        channel.configureBlocking(false);
        long sent = download.transferTo(position, limit, channel);
        channel.configureBlocking(true);
        if (sent > 0) {
            return sent;
        }
        ByteBuffer buffer = TransferBuffers.SMALL.take();
        try {
            int read = download.read(buffer.limit((int) Math.min(buffer.capacity(), limit)), position);
            if (read > 0) {
                write(buffer.flip());
            }
            return read;
        } finally {
            TransferBuffers.SMALL.giveBack(buffer);
        }
    }

    @Override
    public void end() throws DataConnectionException {
        try {
            channel.shutdownOutput();
        } catch (IOException failure) {
            throw DataConnectionException.lost(failure);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
