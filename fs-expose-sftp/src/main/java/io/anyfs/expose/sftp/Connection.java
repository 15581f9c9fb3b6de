package io.anyfs.expose.sftp;

import io.anyfs.expose.Credential;
import io.anyfs.expose.FileService;
import io.anyfs.expose.LoginAttempt;
import io.anyfs.expose.PendingLogin;
import io.anyfs.expose.Protocol;
import io.anyfs.expose.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.SessionContext;
import org.jspecify.annotations.Nullable;

/** One client's connection, from its first byte to its end. Safe for use by many threads. */
final class Connection {

    /** As OpenSSH's MaxSessions. */
    private static final int MAX_CHANNELS = 10;

    private static final AttributeKey<Connection> KEY = new AttributeKey<>();

    private final FileService service;
    private final InetSocketAddress from;
    private final PendingLogin pending;
    private final Activity activity = new Activity();
    private long nextTry = System.nanoTime();
    private boolean trying;
    private @Nullable Session session;
    private boolean gone;
    private int channels;
    private volatile boolean commandsRefused;

    private Connection(FileService service, InetSocketAddress from, PendingLogin pending) {
        this.service = service;
        this.from = from;
        this.pending = pending;
    }

    /** Takes a connection in. */
    static Connection accept(FileService service, org.apache.sshd.common.session.Session transport) throws IOException {
        InetSocketAddress from = (InetSocketAddress) transport.getRemoteAddress();
        Connection connection = new Connection(service, from, service.connected(from));
        transport.setAttribute(KEY, connection);
        return connection;
    }

    /** The connection of an SSH session; {@code null} if it was not taken in. */
    static @Nullable Connection of(SessionContext transport) {
        return transport.getAttribute(KEY);
    }

    boolean accepts(String user, Credential credential) throws IOException {
        return service.accepts(attempt(user, credential));
    }

    /**
     * Begins to look at a try to log in.
     *
     * @return whether it is to be looked at: not while another one is, nor before the client had its answer to the last one
     */
    synchronized boolean beginTry() {
        if (trying || nextTry - System.nanoTime() > 0) {
            return false;
        }
        trying = true;
        return true;
    }

    /** It has been decided on. Called before the client gets to know, so that its next try is not too early. */
    synchronized void endTry() {
        trying = false;
    }

    /** Lets a client that was refused wait for its answer. Until then none of its tries is looked at. */
    void delayAnswer(String user, Credential credential) {
        Duration delay = service.delayAfterFailure(attempt(user, credential));
        synchronized (this) {
            nextTry = System.nanoTime() + delay.toNanos();
        }
    }

    /** How long the answer is to be held back. */
    synchronized Duration answerDelay() {
        return Duration.ofNanos(Math.max(0, nextTry - System.nanoTime()));
    }

    /** Says how to end the connection when somebody kills the session. */
    void whenKilled(Consumer<String> disconnect) {
        Session open = session();
        if (open != null) {
            open.whenKilled(disconnect);
        }
    }

    /** Logs in. Returns whether the credential was right. */
    boolean login(String user, Credential credential) throws IOException {
        Session opened = service.login(attempt(user, credential));
        if (opened == null) {
            return false;
        }
        pending.close();
        boolean late;
        synchronized (this) {
            late = gone || session != null;
            if (!late) {
                session = opened;
            }
        }
        if (late) {
            opened.close();
        }
        return !late;
    }

    /** The session of the client; {@code null} if it has not logged in. */
    synchronized @Nullable Session session() {
        return session;
    }

    /** From now on this client gets SFTP and no command beside. */
    void refuseCommands() {
        commandsRefused = true;
    }

    boolean refusesCommands() {
        return commandsRefused;
    }

    /** Counts a channel, unless there are too many. */
    synchronized boolean beginChannel() {
        if (channels == MAX_CHANNELS) {
            return false;
        }
        channels++;
        return true;
    }

    synchronized void endChannel() {
        channels--;
    }

    Activity activity() {
        return activity;
    }

    /** The client is gone: nothing of it stays open. */
    void end() throws IOException {
        pending.close();
        Session left;
        synchronized (this) {
            gone = true;
            left = session;
        }
        if (left != null) {
            left.close();
        }
    }

    @Override
    public String toString() {
        return from.toString();
    }

    private LoginAttempt attempt(String user, Credential credential) {
        return new LoginAttempt(user, credential, Protocol.SFTP, from);
    }
}
