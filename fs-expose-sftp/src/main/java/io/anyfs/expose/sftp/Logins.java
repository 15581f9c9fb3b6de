package io.anyfs.expose.sftp;

import io.anyfs.expose.Credential;
import io.anyfs.expose.ServiceUnavailableException;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the service about passwords and keys. What the service answers may take long, so the transport's threads do not wait for
 * it: they get to know later. Of one client one try is looked at at a time. Safe for use by many threads.
 */
final class Logins {

    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

    private final Executor threads;

    /**
     * The logins of a server.
     *
     * @param threads where they are decided
     */
    Logins(Executor threads) {
        this.threads = threads;
    }

    /** @throws AsyncAuthException by which the transport gets to know later */
    boolean password(String user, String password, ServerSession transport) {
        AsyncAuthException later = new AsyncAuthException();
        if (decide(transport, () -> login(transport, user, new Credential.Password(password)), later::setAuthed)) {
            throw later;
        }
        return false;
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

    /**
     * Decides elsewhere, and tells whether the client is logged in.
     *
     * @return {@code false} if nothing will be told: another try of the client is still being looked at, or it should have waited
     */
    boolean decide(ServerSession transport, Decision decision, Consumer<Boolean> told) {
        Connection connection = Connection.of(transport);
        if (connection == null || !connection.beginTry()) {
            return false;
        }
        try {
            threads.execute(() -> tell(transport, connection, result(transport, decision), told));
            return true;
        } catch (RejectedExecutionException shuttingDown) {
            return false;
        }
    }

    private static @Nullable Boolean result(ServerSession transport, Decision decision) {
        try {
            return decision.make();
        } catch (Exception failure) {
            LOG.info("{}: login refused: {}", transport.getRemoteAddress(), ShownText.of(String.valueOf(failure)));
            return false;
        }
    }

    /** A refusal is held back without a thread that waits. */
    private static void tell(
            ServerSession transport, Connection connection, @Nullable Boolean result, Consumer<Boolean> told) {
        if (result == null) {
            return;
        }
        connection.endTry();
        Duration delay = result ? Duration.ZERO : connection.answerDelay();
        if (delay.isZero()) {
            tell(transport, result, told);
        } else {
            CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(() -> tell(transport, result, told));
        }
    }

    private static void tell(ServerSession transport, boolean result, Consumer<Boolean> told) {
        if (transport.isOpen()) {
            told.accept(result);
        }
    }

    /** Logs in with what has been proved. */
    static boolean login(ServerSession transport, String user, Credential credential) {
        Connection connection = Connection.of(transport);
        if (connection == null) {
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
        connection.delayAnswer(user, credential);
        return false;
    }

    private static void disconnect(ServerSession transport, int code, String reason) {
        LOG.info("{}: disconnected: {}", transport.getRemoteAddress(), reason);
        try {
            transport.disconnect(code, reason);
        } catch (IOException failure) {
            LOG.debug("{}: already gone", transport.getRemoteAddress(), failure);
        }
    }

    /** What takes long. */
    @FunctionalInterface
    interface Decision {

        /** Whether the client is logged in; {@code null} if it has been asked for more, and its try has been ended. */
        @Nullable
        Boolean make() throws Exception;
    }
}
