package io.anyfs.expose;

import io.anyfs.FileSystem;
import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.lifecycle.ResourceNode;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all servers share: who may log in, the sessions there are, their limits, and the orderly end. Servers of several
 * protocols can share one service, so that a limit holds over all of them. Safe for use by many threads.
 */
public final class FileService implements Closeable {

    private final Authenticator authenticator;
    private final ServiceLimits limits;
    private final UploadPolicy uploads;
    private final ResourceNode node;
    private final PendingLogins pendingLogins;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger reserved = new AtomicInteger();
    private final Object transfersChanged = new Object();
    private int transfers;
    private volatile boolean draining;

    /** A service for whom the authenticator lets in, within limits. Uploads are {@linkplain UploadPolicy#ATOMIC atomic}. */
    public FileService(Authenticator authenticator, ServiceLimits limits) {
        this(authenticator, limits, UploadPolicy.ATOMIC);
    }

    /** A service for whom the authenticator lets in, within limits, with a policy for uploads. */
    public FileService(Authenticator authenticator, ServiceLimits limits, UploadPolicy uploads) {
        this.authenticator = authenticator;
        this.limits = limits;
        this.uploads = uploads;
        this.pendingLogins = new PendingLogins(limits.maxPendingLogins(), limits.maxPendingLoginsPerAddress());
        this.node = ResourceNode.root(ResourceKind.SERVER, "file service", () -> {});
    }

    /** A service of one filesystem for one user with a password. */
    public static FileService of(FileSystem fileSystem, String user, String password) {
        return new FileService(new SingleUser(user, password, List.of(), fileSystem), ServiceLimits.DEFAULT);
    }

    /** What this service allows. */
    public ServiceLimits limits() {
        return limits;
    }

    /** What becomes of uploads that do not come to a clean end. */
    public UploadPolicy uploadPolicy() {
        return uploads;
    }

    /**
     * Takes a new connection in, which has not logged in yet.
     *
     * @return to close when it has logged in, or is gone
     * @throws ServiceUnavailableException if the service is shutting down, or too many such connections are there
     */
    public PendingLogin connected(InetSocketAddress from) throws ServiceUnavailableException {
        requireNotDraining();
        return pendingLogins.begin(from);
    }

    /** How many connections have not logged in yet. */
    public int pendingLogins() {
        return pendingLogins.count();
    }

    /**
     * Whether this login would succeed, without making a session: a client asks so before it signs with a key.
     *
     * @throws IOException if it cannot be decided now
     */
    public boolean accepts(LoginAttempt attempt) throws IOException {
        return authenticator.accepts(attempt);
    }

    /**
     * Logs a client in.
     *
     * @return the session, which the server closes when the client leaves; {@code null} if the client is refused
     * @throws ServiceUnavailableException if the service is shutting down or has too many sessions
     * @throws IOException if it cannot be decided now
     */
    public @Nullable Session login(LoginAttempt attempt) throws IOException {
        Account account = authenticator.authenticate(attempt);
        if (account == null) {
            return null;
        }
        Session session = openSession(account, attempt);
        sessions.add(session);
        if (!session.isOpen()) {
            // It ended before it was in the set, so nobody else takes it out.
            sessions.remove(session);
        }
        if (draining) {
            session.close();
            requireNotDraining();
        }
        return session;
    }

    /** The sessions there are now. */
    public List<Session> sessions() {
        return List.copyOf(sessions);
    }

    /** How many transfers run now, over all sessions. */
    public int runningTransfers() {
        synchronized (transfersChanged) {
            return transfers;
        }
    }

    /** Takes no more logins and transfers, and waits until the running transfers end, at most so long. */
    public void drain(Duration atMost) {
        draining = true;
        awaitNone(this::runningTransfers, atMost);
    }

    /**
     * Lets some sessions begin no more transfers, and waits until their running ones end, at most so long. So a server that
     * shares the service ends without the others.
     */
    public void drain(Collection<Session> some, Duration atMost) {
        some.forEach(Session::beginNoMoreTransfers);
        awaitNone(() -> some.stream().mapToInt(Session::transfers).sum(), atMost);
    }

    /**
     * Drains, then closes all sessions; what is still being uploaded comes to its end as the {@link UploadPolicy} says. Does not
     * close the filesystems served.
     */
    @Override
    public void close() throws IOException {
        drain(limits.drainTimeout());
        node.close();
    }

    ResourceNode node() {
        return node;
    }

    void left(Session session) {
        sessions.remove(session);
        reserved.decrementAndGet();
    }

    /** Counts a transfer, unless no more may begin. */
    void transferBegins(Session session) throws ServiceUnavailableException {
        synchronized (transfersChanged) {
            requireNotDraining();
            session.countTransfer();
            transfers++;
        }
    }

    void transferEnds(Session session) {
        synchronized (transfersChanged) {
            session.uncountTransfer();
            transfers--;
            transfersChanged.notifyAll();
        }
    }

    /** The session sees to the end of the account's lease. Where there is none, nobody else does. */
    private Session openSession(Account account, LoginAttempt attempt) throws IOException {
        try {
            requireNotDraining();
            return reserveAndOpen(account, attempt);
        } catch (IOException | RuntimeException | Error failure) {
            try {
                account.lease().close();
            } catch (IOException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    private Session reserveAndOpen(Account account, LoginAttempt attempt) throws IOException {
        boolean opened = false;
        if (reserved.incrementAndGet() > limits.maxSessions()) {
            reserved.decrementAndGet();
            throw new ServiceUnavailableException("too many sessions");
        }
        try {
            Session session = Session.open(this, account, attempt);
            opened = true;
            return session;
        } finally {
            if (!opened) {
                reserved.decrementAndGet();
            }
        }
    }

    private void awaitNone(IntSupplier running, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (transfersChanged) {
            long left = deadline - System.nanoTime();
            while (running.getAsInt() > 0 && left > 0) {
                try {
                    transfersChanged.wait(Math.max(1, left / 1_000_000));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return;
                }
                left = deadline - System.nanoTime();
            }
        }
    }

    private void requireNotDraining() throws ServiceUnavailableException {
        if (draining) {
            throw new ServiceUnavailableException("the server is shutting down");
        }
    }
}
