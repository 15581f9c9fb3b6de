package io.anyfs.expose.ftp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.mina.core.future.WriteFuture;
import org.jspecify.annotations.Nullable;

/** The control connection of one client: sends replies, and knows when the client is gone. Safe for use by many threads. */
final class ControlConnection {

    /** A client that does not read its replies gets no more of them. */
    private static final int MAX_UNSENT_BYTES = 256 * 1024;
    /** A reply to NOOP takes far more memory than it has bytes. */
    private static final int MANY_UNREAD = 256;

    private final FtpIoSession session;
    private final SelectableChannel channel;
    private final ControlProcessor processor;
    private final ControlTls protection;
    private final @Nullable ServerTls server;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;
    private final CountDownLatch lost = new CountDownLatch(1);

    /**
     * The connection of a session.
     *
     * @param channel what the session reads from
     * @param server its TLS; {@code null} if it has none
     */
    ControlConnection(
            FtpIoSession session,
            SelectableChannel channel,
            ControlProcessor processor,
            ControlTls protection,
            @Nullable ServerTls server) {
        this.session = session;
        this.channel = channel;
        this.processor = processor;
        this.protection = protection;
        this.server = server;
        this.remote = (InetSocketAddress) session.getRemoteAddress();
        this.local = (InetSocketAddress) session.getLocalAddress();
    }

    InetSocketAddress remote() {
        return remote;
    }

    InetAddress localAddress() {
        return local.getAddress();
    }

    /** Whether the client runs on this machine, as far as addresses tell. */
    boolean isFromThisMachine() {
        return remote.getAddress().isLoopbackAddress() || remote.getAddress().equals(local.getAddress());
    }

    /** Whether the client can have TLS. */
    boolean offersTls() {
        return server != null;
    }

    /** Whether the client can have nothing without TLS. */
    boolean requiresTls() {
        return server != null && server.settings().required();
    }

    /** TLS of this client; {@code null} while the connection is clear. */
    @Nullable
    ClientTls tls() {
        return protection.client();
    }

    /** TLS of this client, which has it. */
    ClientTls requireTls() {
        ClientTls tls = tls();
        if (tls == null) {
            throw new IllegalStateException("the connection is clear");
        }
        return tls;
    }

    /** TLS from the first byte on. */
    void beginTls() {
        if (server != null) {
            protection.begin(server);
        }
    }

    /**
     * TLS from here on, after one more reply in clear.
     *
     * @param nothingWaits whether no more commands have come; asked while none can come
     * @return whether it has begun, which it does only if nothing has come in clear behind the command that asked for it
     */
    boolean beginTls(FtpReply reply, BooleanSupplier nothingWaits) throws IOException {
        return server != null
                && protection.begin(
                        server.begin(),
                        () -> send(reply),
                        () -> nothingWaits.getAsBoolean() && !ControlCodec.hasPartOfLine(session));
    }

    /** Queues a reply. */
    WriteFuture send(FtpReply reply) {
        return session.write(reply);
    }

    /** Queues a line of a reply that goes on. */
    WriteFuture send(SlowReply.FtpLine line) {
        return session.write(line);
    }

    /**
     * Queues a reply, and waits while too many are unsent.
     *
     * @param stallMillis how long the client may read nothing before the connection is closed
     */
    void sendPatiently(FtpReply reply, long stallMillis) {
        WriteFuture sent = send(reply);
        if (isBehind() && !sent.awaitUninterruptibly(stallMillis)) {
            closeNow();
        }
    }

    /** Whether the client reads its replies so slowly that it should get no more of them now. */
    boolean isBehind() {
        return session.getScheduledWriteBytes() > MAX_UNSENT_BYTES;
    }

    /** Whether many replies wait that the client has not read. */
    boolean leavesAnswersUnread() {
        return session.getScheduledWriteMessages() >= MANY_UNREAD;
    }

    /** No more commands are read before {@link #resume()}. */
    void suspend() {
        session.suspendRead();
    }

    void resume() {
        session.resumeRead();
    }

    void closeNow() {
        session.closeNow();
    }

    /** Closes when all replies are sent. */
    void closeWhenSent() {
        protection.end();
        session.closeOnFlush();
    }

    /** The connection has ended, from either side. */
    void isLost() {
        lost.countDown();
    }

    boolean isOpen() {
        return lost.getCount() > 0;
    }

    /** Waits, and returns whether the connection is open all the time, as far as was told by now. */
    boolean staysOpen(long nanos) throws InterruptedException {
        return !lost.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Whether the connection is open now, all that the kernel knows of it taken into account. */
    boolean isOpenForCertain(long deadlineNanos) throws InterruptedException {
        return isOpen() && processor.awaitWholePass(deadlineNanos) && isOpen();
    }

    /**
     * The same, and the client has said nothing that was not handled. Never waits. {@code false} also where that cannot be told at once.
     */
    boolean isOpenAndSilent() {
        return isOpen() && processor.hasHandledAll(channel) && isOpen();
    }
}
