package io.anyfs.expose.sftp;

import io.anyfs.expose.FileService;
import java.io.IOException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionDisconnectHandler;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.session.helpers.TimeoutIndicator;
import org.apache.sshd.common.session.helpers.TimeoutIndicator.TimeoutStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections in and sees to their end. */
final class ConnectionListener implements SessionListener, SessionDisconnectHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionListener.class);

    private final FileService service;

    ConnectionListener(FileService service) {
        this.service = service;
    }

    @Override
    public void sessionCreated(Session transport) {
        try {
            Connection.accept(service, transport);
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
                connection.end();
            } catch (IOException failure) {
                LOG.warn("{}: closing what the client left open failed", transport.getRemoteAddress(), failure);
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
}
