package io.anyfs.expose.sftp;

import io.anyfs.expose.Credential;
import io.anyfs.expose.ServiceUnavailableException;
import java.io.IOException;
import java.security.PublicKey;
import org.apache.sshd.common.SshConstants;
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
        try {
            boolean accepted = connection != null && connection.login(user, credential);
            if (accepted) {
                LOG.info("{}: logged in by {}", transport.getRemoteAddress(), credential);
            } else {
                LOG.info("{}: login by {} refused", transport.getRemoteAddress(), credential);
            }
            return accepted;
        } catch (ServiceUnavailableException refusal) {
            disconnect(transport, String.valueOf(refusal.getMessage()));
            return false;
        } catch (IOException failure) {
            LOG.warn("{}: the login could not be decided", transport.getRemoteAddress(), failure);
            return false;
        }
    }

    private static void disconnect(ServerSession transport, String reason) {
        LOG.info("{}: disconnected: {}", transport.getRemoteAddress(), reason);
        try {
            transport.disconnect(SshConstants.SSH2_DISCONNECT_TOO_MANY_CONNECTIONS, reason);
        } catch (IOException failure) {
            LOG.debug("{}: already gone", transport.getRemoteAddress(), failure);
        }
    }
}
