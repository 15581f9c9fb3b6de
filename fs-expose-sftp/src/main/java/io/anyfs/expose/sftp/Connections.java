package io.anyfs.expose.sftp;

import io.anyfs.expose.FileService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionDisconnectHandler;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.session.helpers.TimeoutIndicator;
import org.apache.sshd.common.session.helpers.TimeoutIndicator.TimeoutStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections in and sees to their end. */
final class Connections implements SessionListener, SessionDisconnectHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final FileService service;
    private final Executor workers;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    /**
     * The connections of a server.
     *
     * @param workers where what clients left open is closed: that may take long, and the transport's threads are few
     */
    Connections(FileService service, Executor workers) {
        this.service = service;
        this.workers = workers;
    }

    /** The sessions of the clients that have logged in, until all that they had open is closed. */
    List<io.anyfs.expose.Session> sessions() {
        return open.stream().map(Connection::session).filter(Objects::nonNull).toList();
    }

    /** Lets the answers to what clients have asked go out, for some time at most. */
    void awaitAnswers(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            for (Connection connection : open) {
                connection.activity().awaitAnswers(deadline);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void sessionCreated(Session transport) {
        try {
            open.add(Connection.accept(service, transport));
        } catch (IOException refusal) {
            LOG.info("{}: connection refused: {}", transport.getRemoteAddress(), refusal.getMessage());
            transport.close(true);
        }
    }

    @Override
    public void sessionClosed(Session transport) {
        Connection connection = Connection.of(transport);
        if (connection != null) {
            try {
                workers.execute(() -> end(connection));
            } catch (RejectedExecutionException shuttingDown) {
                end(connection);
            }
        }
    }

    /** A connection on which no byte moves is not idle while the storage works for it. */
    @Override
    public boolean handleTimeoutDisconnectReason(Session transport, TimeoutIndicator timeout) {
        Connection connection = Connection.of(transport);
        return timeout.getStatus() == TimeoutStatus.IdleTimeout
                && connection != null
                && connection.activity().isWorking();
    }

    private void end(Connection connection) {
        try {
            connection.end();
        } catch (IOException failure) {
            LOG.warn("{}: closing what the client left open failed", connection, failure);
        } finally {
            open.remove(connection);
        }
    }
}
