package io.anyfs.expose.ftp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.apache.mina.core.write.WriteRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS on one control connection, from its start or from AUTH on. It never waits: what takes the processor long in a handshake
 * runs on a worker, and a client that stops in the middle of one costs nothing but memory.
 *
 * <p>All that comes passes under this object's lock, in clear too, so that there is one moment at which clear becomes
 * protected. The lock is taken before that of a {@link Conversation}, never behind it, except by the thread that has both.
 */
final class ControlTls extends IoFilterAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ControlTls.class);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** A client has no reason to send more before it has seen that the handshake succeeded. */
    private static final int MAX_PENDING = 128 * 1024;

    private enum State {
        CLEAR,
        HANDSHAKE,
        PROTECTED,
        CLOSED
    }

    private final IoSession session;
    private final Executor workers;

    // ---- guarded by this
    private State state = State.CLEAR;
    private @Nullable NextFilter next;
    private ByteBuffer incoming = NOTHING;
    /** Whose TLS it will be, until the client has said something. */
    private @Nullable ServerTls expected;

    private final Deque<WriteRequest> unsent = new ArrayDeque<>();
    private boolean taskRuns;

    private volatile @Nullable ClientTls client;

    ControlTls(IoSession session, Executor workers) {
        this.session = session;
        this.workers = workers;
    }

    /** TLS of this client; {@code null} while the connection is clear. */
    @Nullable
    ClientTls client() {
        return client;
    }

    /** From here on nothing comes or goes in clear. A client that says nothing costs nothing: all begins with its first bytes. */
    synchronized void begin(ServerTls server) {
        expected = server;
        state = State.HANDSHAKE;
    }

    private void begin(ClientTls tls) throws SSLException {
        client = tls;
        state = State.HANDSHAKE;
        tls.control().beginHandshake();
    }

    /**
     * Sends a last reply in clear and then begins, unless anything has come already behind the command that asked for it: that
     * came in clear, and somebody else could have put it there.
     *
     * @param nothingCame asked while nothing can come
     * @return whether it has begun
     */
    synchronized boolean begin(ClientTls tls, Runnable reply, BooleanSupplier nothingCame) throws SSLException {
        if (state != State.CLEAR || !nothingCame.getAsBoolean()) {
            return false;
        }
        reply.run();
        begin(tls);
        return true;
    }

    /** Says that nothing more will be sent. */
    synchronized void end() {
        ClientTls tls = client;
        if (state == State.CLEAR || state == State.CLOSED) {
            return;
        }
        if (tls != null && state == State.PROTECTED) {
            tls.control().closeOutbound();
            try {
                emit(tls.control());
            } catch (SSLException broken) {
                LOG.debug("no close_notify: {}", session.getRemoteAddress(), broken);
            }
        }
        closed();
    }

    /** No second handshake: TLS 1.3 has none, and in TLS 1.2 it only costs the server's time. */
    static void refuseRenegotiation(SSLEngine engine) throws SSLException {
        if (!engine.getSession().getProtocol().equals("TLSv1.3")) {
            throw new SSLException("the client wants to renegotiate");
        }
    }

    @Override
    public synchronized void onPostAdd(IoFilterChain parent, String name, NextFilter nextFilter) {
        next = nextFilter;
    }

    @Override
    public synchronized void messageReceived(NextFilter nextFilter, IoSession same, Object message) {
        if (state == State.CLEAR) {
            nextFilter.messageReceived(session, message);
        } else if (state != State.CLOSED) {
            append(((IoBuffer) message).buf());
            beginAsExpected();
            if (incoming.remaining() > MAX_PENDING) {
                fail(new SSLException("too much came before the handshake was done"));
            } else {
                advance();
            }
        }
    }

    @Override
    public synchronized void filterWrite(NextFilter nextFilter, IoSession same, WriteRequest request) {
        switch (state) {
            case CLEAR -> nextFilter.filterWrite(session, request);
            case HANDSHAKE -> unsent.add(request);
            case PROTECTED -> protect(request);
            case CLOSED -> request.getFuture().setException(new ClosedChannelException());
        }
    }

    @Override
    public void sessionClosed(NextFilter nextFilter, IoSession same) {
        synchronized (this) {
            if (state != State.CLEAR) {
                closed();
            }
        }
        nextFilter.sessionClosed(session);
    }

    private void beginAsExpected() {
        ServerTls server = expected;
        expected = null;
        if (server != null) {
            try {
                begin(server.begin());
            } catch (IOException failure) {
                LOG.warn("TLS cannot begin: {}", failure.getMessage());
                closed();
                session.closeNow();
            }
        }
    }

    /** Goes as far as it can with what has come. */
    private void advance() {
        ClientTls tls = client;
        if (tls == null) {
            return;
        }
        SSLEngine engine = tls.control();
        try {
            boolean more = true;
            while (more && !taskRuns && (state == State.HANDSHAKE || state == State.PROTECTED)) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> runTasks(engine);
                    case NEED_WRAP -> emit(engine);
                    default -> more = unwrap(engine);
                }
                if (state == State.HANDSHAKE && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
                    state = State.PROTECTED;
                    LOG.debug("{} by {}", session.getRemoteAddress(), engine.getSession());
                    unsent.forEach(this::protect);
                    unsent.clear();
                }
            }
        } catch (SSLException failure) {
            fail(failure);
        }
    }

    /** Decrypts one record, and returns whether there was one. */
    private boolean unwrap(SSLEngine engine) throws SSLException {
        ByteBuffer plain = TransferBuffers.SMALL_RECORDS.take();
        try {
            SSLEngineResult result = engine.unwrap(incoming, plain);
            if (plain.position() > 0) {
                next().messageReceived(session, IoBuffer.wrap(plain.flip()));
            }
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                end();
                next().inputClosed(session);
                return false;
            }
            return result.getStatus() == SSLEngineResult.Status.OK;
        } finally {
            TransferBuffers.SMALL_RECORDS.giveBack(plain);
        }
    }

    private void runTasks(SSLEngine engine) throws SSLException {
        if (state == State.PROTECTED) {
            refuseRenegotiation(engine);
        }
        taskRuns = true;
        try {
            workers.execute(() -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
                synchronized (this) {
                    taskRuns = false;
                    advance();
                }
            });
        } catch (RejectedExecutionException ending) {
            throw new SSLException("the server is shutting down", ending);
        }
    }

    private void protect(WriteRequest request) {
        ClientTls tls = client;
        if (tls == null) {
            return;
        }
        try {
            request.setMessage(encrypted(tls.control(), ((IoBuffer) request.getMessage()).buf()));
            next().filterWrite(session, request);
        } catch (SSLException failure) {
            request.getFuture().setException(failure);
            session.closeNow();
        }
    }

    /** Sends what the protocol itself has to say. */
    private void emit(SSLEngine engine) throws SSLException {
        IoBuffer records = encrypted(engine, NOTHING);
        if (records.hasRemaining()) {
            next().filterWrite(session, new DefaultWriteRequest(records));
        }
    }

    private static IoBuffer encrypted(SSLEngine engine, ByteBuffer plain) throws SSLException {
        ByteArrayOutputStream records = new ByteArrayOutputStream(plain.remaining() + 64);
        ByteBuffer record = TransferBuffers.SMALL_RECORDS.take();
        try {
            do {
                SSLEngineResult result = engine.wrap(plain, record.clear());
                for (record.flip(); record.hasRemaining(); ) {
                    records.write(record.get());
                }
                if (result.getStatus() == SSLEngineResult.Status.CLOSED && plain.hasRemaining()) {
                    throw new SSLException("the connection is closed");
                }
            } while (plain.hasRemaining());
        } finally {
            TransferBuffers.SMALL_RECORDS.giveBack(record);
        }
        return IoBuffer.wrap(records.toByteArray());
    }

    private void append(ByteBuffer more) {
        incoming = ByteBuffer.allocate(incoming.remaining() + more.remaining())
                .put(incoming)
                .put(more)
                .flip();
    }

    /** Tells the client by an alert, and closes. */
    private void fail(SSLException failure) {
        ClientTls tls = client;
        LOG.debug("TLS failed: {}: {}", session.getRemoteAddress(), failure.getMessage());
        if (tls != null) {
            tls.control().closeOutbound();
            try {
                emit(tls.control());
            } catch (SSLException unheard) {
                LOG.debug("no alert: {}", session.getRemoteAddress(), unheard);
            }
        }
        closed();
        session.closeOnFlush();
    }

    private void closed() {
        state = State.CLOSED;
        incoming = NOTHING;
        unsent.forEach(request -> request.getFuture().setException(new ClosedChannelException()));
        unsent.clear();
    }

    private NextFilter next() {
        NextFilter known = next;
        if (known == null) {
            throw new IllegalStateException("not in a chain of filters");
        }
        return known;
    }
}
