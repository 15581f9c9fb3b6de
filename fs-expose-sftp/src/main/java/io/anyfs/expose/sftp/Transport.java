package io.anyfs.expose.sftp;

import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.Session;
import io.anyfs.expose.WorkerThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.file.nonefs.NoneFileSystemFactory;
import org.apache.sshd.common.forward.DefaultForwarderFactory;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.random.JceRandomFactory;
import org.apache.sshd.common.random.SingletonRandomFactory;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.SshThreadPoolExecutor;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.apache.sshd.server.session.ServerConnectionServiceFactory;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MINA's server as it is used here: for files only, with current algorithms, and everything bounded. */
final class Transport extends SshServer {

    /** As OpenSSH's MaxAuthTries. */
    private static final int MAX_LOGIN_TRIES = 6;

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    private static final String IDENTIFICATION = "anyfs";
    private static final String THREADS = "anyfs-sftp-";

    private final Queue<ExecutorService> pools = new ConcurrentLinkedQueue<>();

    private final TransportThreads threads =
            new TransportThreads(Runtime.getRuntime().availableProcessors());

    private Transport() {}

    static Transport create(
            ServiceLimits limits, HostKeys hostKeys, Connections connections, Executor workers, int backlog) {
        Transport transport =
                (Transport) ServerBuilder.builder().factory(Transport::new).build(true);
        Algorithms.set(transport);
        // The platform's generator; the library's default starts a thread of its own.
        transport.setRandomFactory(new SingletonRandomFactory(JceRandomFactory.INSTANCE));
        transport.setSessionFactory(new GcmFirstSession.Factory(transport));
        transport.setKeyPairProvider(hostKeys.provider());
        transport.setHostKeyCertificateProvider(hostKeys.certificateProvider());
        transport.setLogins();
        transport.setFilesOnly(workers);
        transport.setThreads();
        transport.setLimits(limits, backlog);
        transport.addSessionListener(connections);
        transport.setSessionDisconnectHandler(connections);
        return transport;
    }

    /** Frees the port; connections that are there go on. */
    void stopAccepting() {
        IoAcceptor listening = acceptor;
        if (listening != null) {
            listening.unbind();
        }
    }

    /** Begins to agree on new keys with all clients, as it is done when the old ones have encrypted enough. */
    void renewKeys() throws IOException {
        for (AbstractSession session : getActiveSessions()) {
            session.reExchangeKeys();
        }
    }

    /** Ends all connections, and returns when no thread is left, or after the time. */
    void end(Duration atMost) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        threads.interruptAnswers();
        close(true).await(atMost);
        for (ExecutorService pool : pools) {
            pool.shutdownNow();
            try {
                if (!pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    LOG.warn("a thread of the transport is still busy");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void setLogins() {
        ExecutorService threads = LoginThreads.start(THREADS + "login-");
        pools.add(threads);
        Logins logins = new Logins(threads);
        setServiceFactories(List.of(new LoginService.Factory(), ServerConnectionServiceFactory.INSTANCE));
        setPasswordAuthenticator(logins::password);
        setPublickeyAuthenticator(Logins::key);
        setKeyboardInteractiveAuthenticator(null);
        setUserAuthFactories(List.of(new SigningKeyLogin.Factory(logins), UserAuthPasswordFactory.INSTANCE));
    }

    private void setFilesOnly(Executor workers) {
        setChannelFactories(List.of(new SessionChannels()));
        setSubsystemFactories(List.of(new Sftp(workers, threads)));
        setShellFactory(channel -> new RefusedCommand());
        setCommandFactory((channel, line) -> exec(channel, line, workers));
        setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        setForwarderFactory(DefaultForwarderFactory.INSTANCE);
        setGlobalRequestHandlers(List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE));
        setFileSystemFactory(NoneFileSystemFactory.INSTANCE);
    }

    private void setThreads() {
        setIoServiceFactoryFactory(new PollingTransport(
                this::threadsBeside,
                threads.count(),
                TransportThreads.factory(WorkerThreads.daemons(THREADS + "io-"))));
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(WorkerThreads.daemons(THREADS + "timer-"));
        pools.add(timer);
        setScheduledExecutorService(timer, true);
    }

    /** For what the library does beside: to go on reading what it had stopped to read. */
    private CloseableExecutorService threadsBeside() {
        SshThreadPoolExecutor pool = new SshThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                WorkerThreads.daemons(THREADS + "beside-"));
        pools.add(pool);
        return pool;
    }

    private void setLimits(ServiceLimits limits, int backlog) {
        CoreModuleProperties.SERVER_IDENTIFICATION.set(this, IDENTIFICATION);
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(this, MAX_LOGIN_TRIES);
        CoreModuleProperties.AUTH_TIMEOUT.set(this, limits.loginTimeout());
        CoreModuleProperties.IDLE_TIMEOUT.set(this, limits.idleTimeout());
        // The idle timeout knows better whether a connection is in use.
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(this, Duration.ZERO);
        // As OpenSSH: new keys after 2^32 blocks (RFC 4344, section 3.2), and not after each GiB: for that exchange
        // some clients
        // take as long as for the GiB.
        CoreModuleProperties.REKEY_BYTES_LIMIT.set(this, 0L);
        CoreModuleProperties.SOCKET_BACKLOG.set(this, backlog);
        CoreModuleProperties.TCP_NODELAY.set(this, true);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(this, true);
    }

    private static final class SessionChannels implements ChannelFactory {
        @Override
        public String getName() {
            return "session";
        }

        @Override
        public @Nullable Channel createChannel(org.apache.sshd.common.session.Session session) {
            Connection connection = Connection.of(session);
            if (connection == null || !connection.beginChannel()) {
                // The library tells the client that such a channel cannot be opened, and the connection goes on.
                return null;
            }
            FileTransferChannel channel = new FileTransferChannel();
            channel.addCloseFutureListener(closed -> connection.endChannel());
            return channel;
        }
    }

    private static Command exec(ChannelSession channel, String line, Executor workers) throws IOException {
        Connection connection = connectionOf(channel);
        ClientCommand command = connection.refusesCommands() ? ClientCommands.REFUSED : ClientCommands.of(line);
        return new ExecChannel(channel, loggedIn(connection), connection.activity(), workers, command);
    }

    private static Connection connectionOf(ChannelSession channel) throws IOException {
        Connection connection = Connection.of(channel.getSession());
        if (connection == null) {
            throw new IOException("not logged in");
        }
        return connection;
    }

    private static Session loggedIn(Connection connection) throws IOException {
        Session session = connection.session();
        if (session == null) {
            throw new IOException("not logged in");
        }
        return session;
    }

    private record Sftp(Executor workers, TransportThreads threads) implements SubsystemFactory {
        @Override
        public String getName() {
            return "sftp";
        }

        @Override
        public Command createSubsystem(ChannelSession channel) throws IOException {
            Connection connection = connectionOf(channel);
            return new SftpChannel(channel, loggedIn(connection), connection.activity(), workers, threads);
        }
    }
}
