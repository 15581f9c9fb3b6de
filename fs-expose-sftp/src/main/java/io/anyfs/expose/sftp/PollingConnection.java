package io.anyfs.expose.sftp;

import io.anyfs.spi.ArrayPool;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.nio2.Nio2CompletionHandler;
import org.apache.sshd.common.io.nio2.Nio2Service;
import org.apache.sshd.common.io.nio2.Nio2Session;
import org.apache.sshd.common.util.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A connection that waits for its client with little in its hands. A read that has to wait keeps its buffer as long as the client is
 * silent, and MINA's buffer of 32 KiB was two thirds of what an idle client cost. Here a small one waits, and a large one is borrowed
 * while there is much to read.
 */
final class PollingConnection extends Nio2Session {

    private static final int SMALL = 1024;

    private static final ArrayPool LARGE = new ArrayPool(32 * 1024, 64);

    /** A read of fewer bytes tells that the client has nothing more for now. */
    private static final int FEW = 4 * 1024;

    private final ByteBuffer small = ByteBuffer.allocate(SMALL);
    private @Nullable Nio2CompletionHandler<Integer, Object> smallDone;

    // Of one read at a time, and the next begins after the last.
    private byte @Nullable [] borrowed;
    private int lastRead;

    PollingConnection(
            Nio2Service service,
            FactoryManager manager,
            IoHandler handler,
            AsynchronousSocketChannel socket,
            @Nullable SocketAddress acceptedAt)
            throws IOException {
        super(service, manager, handler, socket, acceptedAt);
    }

    @Override
    public void startReading() {
        startReading(small);
    }

    @Override
    protected void handleReadCycleCompletion(
            ByteBuffer buffer,
            Readable readable,
            Nio2CompletionHandler<Integer, Object> done,
            Integer read,
            @Nullable Object attachment) {
        lastRead = read;
        super.handleReadCycleCompletion(buffer, readable, done, read, attachment);
    }

    @Override
    protected void doReadCycle(ByteBuffer buffer, Nio2CompletionHandler<Integer, Object> done) {
        byte[] large = borrowed;
        if (large == null && smallDone == null) {
            smallDone = done;
        }
        if (large == null && lastRead == SMALL) {
            large = LARGE.take();
            borrowed = large;
            ByteBuffer next = ByteBuffer.wrap(large);
            super.doReadCycle(next, createReadCycleCompletionHandler(next, Readable.readable(next)));
        } else if (large != null && lastRead < FEW && smallDone != null) {
            borrowed = null;
            LARGE.giveBack(large);
            super.doReadCycle(small, smallDone);
        } else {
            super.doReadCycle(buffer, done);
        }
    }
}
