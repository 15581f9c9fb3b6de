package io.anyfs.expose.sftp;

import io.anyfs.spi.ArrayPool;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.InterruptedByTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.nio2.Nio2CompletionHandler;
import org.apache.sshd.common.io.nio2.Nio2Service;
import org.apache.sshd.common.io.nio2.Nio2Session;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/**
 * A connection that waits for its client with little in its hands. A read that has to wait keeps its buffer as long as the client is
 * silent, and MINA's buffer of 32 KiB was two thirds of what an idle client cost. Here a small one waits, and a large one is borrowed
 * while there is much to read.
 *
 * <p>A worker that sends much writes to the socket itself. What it writes with a handler is written by a thread of the transport, even
 * if there is room for it, and to wake those costs a download more than to encrypt it.
 */
final class PollingConnection extends Nio2Session {

    /** Of a thread that writes itself: what it has begun. */
    private static final ThreadLocal<OwnWrites> OWN_WRITES = new ThreadLocal<>();

    private static final int SMALL = 1024;

    private static final ArrayPool LARGE = new ArrayPool(32 * 1024, 64);

    /** A read of fewer bytes tells that the client has nothing more for now. */
    private static final int FEW = 4 * 1024;

    private final Duration patience;
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
        this.patience = CoreModuleProperties.NIO2_MIN_WRITE_TIMEOUT.getRequired(manager);
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

    /**
     * Sends, and returns when what this thread began to write to the socket is written. For threads that may wait for the client.
     * Nothing is locked meanwhile, so others go on to send, and their packets follow.
     *
     * @throws InterruptedException if interrupted, and then the connection is of no more use
     */
    void sendAndWrite(Sending sending) throws IOException, InterruptedException {
        OwnWrites own = new OwnWrites(this);
        OWN_WRITES.set(own);
        try {
            sending.send();
        } finally {
            try {
                own.finish();
            } finally {
                OWN_WRITES.remove();
            }
        }
    }

    @Override
    protected void doWriteCycle(ByteBuffer buffer, Nio2CompletionHandler<Integer, Object> done) {
        OwnWrites own = OWN_WRITES.get();
        if (own == null || own.connection != this) {
            super.doWriteCycle(buffer, done);
        } else {
            own.begin(getSocket().write(buffer), done);
        }
    }

    /** Hands packets to the transport. */
    interface Sending {
        void send() throws IOException;
    }

    /**
     * Writes that a thread has begun. Each may have to wait for the client, and is finished only when the library's locks are left.
     * Finishing one can begin the next.
     */
    private static final class OwnWrites {
        private final PollingConnection connection;
        private @Nullable Future<Integer> write;
        private @Nullable Nio2CompletionHandler<Integer, Object> done;

        OwnWrites(PollingConnection connection) {
            this.connection = connection;
        }

        void begin(Future<Integer> begun, Nio2CompletionHandler<Integer, Object> handler) {
            write = begun;
            done = handler;
        }

        /** What is begun is finished even after an interrupt: who waits for it would wait for ever. */
        void finish() throws InterruptedException {
            boolean interrupted = false;
            Future<Integer> current = write;
            Nio2CompletionHandler<Integer, Object> handler = done;
            while (current != null && handler != null) {
                write = null;
                done = null;
                interrupted |= !complete(current, handler);
                current = write;
                handler = done;
            }
            if (interrupted) {
                throw new InterruptedException();
            }
        }

        /** Returns whether that was done without an interrupt. */
        private boolean complete(Future<Integer> begun, Nio2CompletionHandler<Integer, Object> handler) {
            Integer count;
            try {
                count = begun.get(connection.patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException failure) {
                Throwable cause = failure.getCause();
                handler.failed(cause == null ? failure : cause, null);
                return true;
            } catch (TimeoutException late) {
                begun.cancel(true);
                handler.failed(new InterruptedByTimeoutException(), null);
                return true;
            } catch (InterruptedException interrupted) {
                begun.cancel(true);
                handler.failed(interrupted, null);
                return false;
            }
            handler.completed(count, null);
            return true;
        }
    }
}
