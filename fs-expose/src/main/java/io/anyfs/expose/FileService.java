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
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all servers share: who may log in, the sessions there are, their limits, and the orderly end. Servers of several
 * protocols can share one service, so that a limit holds over all of them. Safe for use by many threads.
 */
public final class FileService implements Closeable {

    private final Authenticator authenticator;
    private final ServiceLimits limits;
    private final UploadPolicy uploadPolicy;
    private final TransferHash transferHash;
    private final Listeners listeners;
    private final ServiceClock clock;
    private final ResourceNode node;
    private final PendingLogins pendingLogins;
    private final FailedLogins failedLogins;
    private final SessionShares shares;
    private final RateLimit downloads;
    private final RateLimit uploads;
    private final Map<Long, Session> sessions = new ConcurrentSkipListMap<>();
    private final Object transfersChanged = new Object();
    private int transfers;
    private volatile boolean draining;

    /** A service for whom the authenticator lets in, within limits. Uploads are {@linkplain UploadPolicy#ATOMIC atomic}. */
    public FileService(Authenticator authenticator, ServiceLimits limits) {
        this(authenticator, limits, UploadPolicy.ATOMIC);
    }

    /** A service for whom the authenticator lets in, within limits, with a policy for uploads. */
    public FileService(Authenticator authenticator, ServiceLimits limits, UploadPolicy uploads) {
        this(builder(authenticator).limits(limits).uploads(uploads));
    }

    FileService(FileServiceBuilder builder) {
        this.authenticator = builder.authenticator();
        this.limits = builder.limits();
        this.uploadPolicy = builder.uploads();
        this.transferHash = builder.transferHash();
        this.listeners = builder.listeners();
        this.clock = builder.clock();
        this.pendingLogins =
                new PendingLogins(limits.logins().maxPending(), limits.logins().maxPendingPerAddress());
        this.failedLogins = new FailedLogins(limits.logins(), clock::nanos);
        this.shares = new SessionShares(limits, clock);
        this.downloads = new RateLimit(limits.all().downloadBytesPerSecond(), clock::nanos);
        this.uploads = new RateLimit(limits.all().uploadBytesPerSecond(), clock::nanos);
        this.node = ResourceNode.root(ResourceKind.SERVER, "file service", () -> {});
    }

    /** A service for whom the authenticator lets in, with more to say about it. */
    public static FileServiceBuilder builder(Authenticator authenticator) {
        return new FileServiceBuilder(authenticator);
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
        return uploadPolicy;
    }

    /**
     * Takes a new connection in, which has not logged in yet.
     *
     * @return to close when it has logged in, or is gone
     * @throws AddressBannedException if too many logins from there failed
     * @throws ServiceUnavailableException if the service is shutting down, or too many such connections are there
     */
    public PendingLogin connected(InetSocketAddress from) throws ServiceUnavailableException {
        requireNotDraining();
        failedLogins.requireNotBanned(from.getAddress());
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
        failedLogins.requireNotBanned(attempt.from().getAddress());
        return authenticator.accepts(attempt);
    }

    /**
     * Logs a client in.
     *
     * @return the session, which the server closes when the client leaves; {@code null} if the client is refused, which it is to be
     *     told after the {@link #delayAfterFailure}
     * @throws AddressBannedException if too many logins from there failed
     * @throws ServiceUnavailableException if the service is shutting down or has too many sessions
     * @throws IOException if it cannot be decided now
     */
    public @Nullable Session login(LoginAttempt attempt) throws IOException {
        Client client = new Client(attempt.user(), attempt.protocol(), attempt.from());
        Session session;
        try {
            failedLogins.requireNotBanned(attempt.from().getAddress());
            session = authenticated(client, attempt);
        } catch (IOException failure) {
            LoginFailure reason = failure instanceof AddressBannedException
                    ? LoginFailure.BANNED
                    : failure instanceof ServiceUnavailableException ? LoginFailure.UNAVAILABLE : LoginFailure.ERROR;
            listeners.tell(listener -> listener.loginFailed(client, reason));
            throw failure;
        }
        if (session != null) {
            listeners.tell(listener -> listener.afterLogin(session.info()));
        }
        return session;
    }

    /**
     * How long a client whose login has just failed is to wait for the answer. A server that waits holds no thread meanwhile, and
     * begins no other try of that client.
     */
    public Duration delayAfterFailure(LoginAttempt attempt) {
        return failedLogins.delay(attempt.from().getAddress(), attempt.user());
    }

    /** The addresses that are banned now, the oldest ban first. */
    public List<Ban> bans() {
        return failedLogins.bans();
    }

    /** Lifts the bans of all addresses in a range, and forgets what failed from there. Returns how many bans there were. */
    public int liftBans(AddressRange range) {
        return failedLogins.lift(range);
    }

    /** The sessions there are now, the oldest first. */
    public List<Session> sessions() {
        return List.copyOf(sessions.values());
    }

    /**
     * Ends a session and its connection at once. What it uploads comes to its end as the {@link UploadPolicy} says.
     *
     * @param number that of the session
     * @param why in words for the client
     * @return whether there was such a session
     */
    public boolean kill(long number, String why) throws IOException {
        Session session = sessions.get(number);
        if (session == null) {
            return false;
        }
        session.kill(why);
        return true;
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

    Listeners listeners() {
        return listeners;
    }

    TransferHash transferHash() {
        return transferHash;
    }

    ServiceClock clock() {
        return clock;
    }

    /** The rate of all downloads. */
    RateLimit downloads() {
        return downloads;
    }

    /** The rate of all uploads. */
    RateLimit uploads() {
        return uploads;
    }

    void left(Session session) {
        sessions.remove(session.number());
        shares.leave(session.account(), session.from().getAddress());
        listeners.tell(listener -> listener.sessionEnded(session.info()));
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

    private @Nullable Session authenticated(Client client, LoginAttempt attempt) throws IOException {
        Account account = authenticator.authenticate(attempt);
        if (account == null) {
            failedLogins.failed(attempt.from().getAddress(), attempt.user());
            listeners.tell(listener -> listener.loginFailed(client, LoginFailure.REFUSED));
            return null;
        }
        failedLogins.succeeded(attempt.from().getAddress(), attempt.user());
        if (!listeners.accept(client)) {
            account.lease().close();
            listeners.tell(listener -> listener.loginFailed(client, LoginFailure.VETOED));
            return null;
        }
        Session session = openSession(account, attempt);
        sessions.put(session.number(), session);
        if (!session.isOpen()) {
            // It ended before it was in the table, so nobody else takes it out.
            sessions.remove(session.number());
        }
        if (draining) {
            session.close();
            requireNotDraining();
        }
        return session;
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
        SessionShares.UserShare share = shares.enter(account, attempt.from().getAddress());
        try {
            Session session = Session.open(this, account, attempt, share);
            opened = true;
            return session;
        } finally {
            if (!opened) {
                shares.leave(account, attempt.from().getAddress());
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
