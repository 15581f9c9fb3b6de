package io.anyfs.expose.sftp;

import io.anyfs.expose.Credential;
import io.anyfs.expose.ServiceUnavailableException;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the service about passwords and keys. */
final class Logins {

    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

    private Logins() {}

    static boolean password(String user, String password, ServerSession transport) {
        return login(transport, user, new Credential.Password(password));
    }

    /** Whether a key would do, before it has signed. */
    static boolean key(String user, PublicKey key, ServerSession transport) {
        Connection connection = Connection.of(transport);
        try {
            return connection != null && connection.accepts(user, UserCertificate.credential(key));
        } catch (IOException failure) {
            LOG.warn("{}: the login could not be decided", transport.getRemoteAddress(), failure);
            return false;
        }
    }

    /** Logs in with what has been proved. */
    static boolean login(ServerSession transport, String user, Credential credential) {
        Connection connection = Connection.of(transport);
        if (connection == null || connection.isTooEarly()) {
            return false;
        }
        try {
            if (connection.login(user, credential)) {
                LOG.info("{}: logged in by {}", transport.getRemoteAddress(), credential);
                connection.whenKilled(
                        why -> disconnect(transport, SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "Session " + why));
                return true;
            }
            LOG.info("{}: login by {} refused", transport.getRemoteAddress(), credential);
        } catch (ServiceUnavailableException refusal) {
            disconnect(
                    transport, SshConstants.SSH2_DISCONNECT_TOO_MANY_CONNECTIONS, String.valueOf(refusal.getMessage()));
            return false;
        } catch (IOException failure) {
            LOG.warn("{}: the login could not be decided", transport.getRemoteAddress(), failure);
            return false;
        }
        return refuseLater(transport, connection.delayAnswer(user, credential));
    }

    /** Holds the answer back without a thread that waits. */
    private static boolean refuseLater(ServerSession transport, Duration delay) {
        if (delay.isZero()) {
            return false;
        }
        AsyncAuthException later = new AsyncAuthException();
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (transport.isOpen()) {
                        later.setAuthed(false);
                    }
                });
        throw later;
    }

    private static void disconnect(ServerSession transport, int code, String reason) {
        LOG.info("{}: disconnected: {}", transport.getRemoteAddress(), reason);
        try {
            transport.disconnect(code, reason);
        } catch (IOException failure) {
            LOG.debug("{}: already gone", transport.getRemoteAddress(), failure);
        }
    }
}
