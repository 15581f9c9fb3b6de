package io.anyfs.expose.sftp;

import io.anyfs.FileSystem;
import io.anyfs.expose.FileService;
import io.anyfs.expose.Session;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.expose.WorkerThreads;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a filesystem by SFTP, version 3 over SSH:
 *
 * <pre>{@code
 * try (SftpServer server = SftpServer.builder(fs).user("alice", "secret").port(0).start()) {
 *     System.out.println("sftp -P " + server.address().getPort() + " alice@127.0.0.1");
 *     ...
 * }
 * }</pre>
 *
 * <p>What it refuses: shells, commands, terminals, agents and forwarding of any kind; clients that offer only algorithms
 * that are considered broken. A file that a client uploads is published when the client closes it, whole; what a client leaves
 * that is killed, cut off or gone is up to the {@link UploadPolicy}, and unless told otherwise nothing.
 *
 * <p>Safe for use by many threads.
 */
public final class SftpServer implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(SftpServer.class);

    /** For what takes no time unless something is broken. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For the last answers: more than a round trip of any client takes. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

    private final FileService service;
    private final ServiceOwner owner;
    private final HostKeys hostKeys;
    private final ExecutorService workers;
    private final Connections connections;
    private final Transport transport;
    private final InetSocketAddress address;
    private boolean closed;

    /** Whose service it is, and so who drains and closes it. */
    enum ServiceOwner {
        SERVER,
        CALLER
    }

    private SftpServer(
            FileService service,
            ServiceOwner owner,
            HostKeys hostKeys,
            ExecutorService workers,
            Connections connections,
            Transport transport) {
        this.service = service;
        this.owner = owner;
        this.hostKeys = hostKeys;
        this.workers = workers;
        this.connections = connections;
        this.transport = transport;
        this.address =
                (InetSocketAddress) transport.getBoundAddresses().iterator().next();
    }

    /** A server of a filesystem, which stays the caller's to close. */
    public static SftpServerBuilder builder(FileSystem fileSystem) {
        return new SftpServerBuilder(fileSystem);
    }

    /** A server of what a service gives its users. The service stays the caller's to close, after its servers. */
    public static SftpServerBuilder builder(FileService service) {
        return new SftpServerBuilder(service);
    }

    static SftpServer start(
            FileService service, ServiceOwner owner, HostKeys hostKeys, InetSocketAddress listen, int backlog)
            throws IOException {
        ExecutorService workers = WorkerThreads.start("anyfs-sftp-worker-");
        Connections connections = new Connections(service, workers);
        Transport transport = Transport.create(service.limits(), hostKeys, connections, workers, backlog);
        transport.setHost(listen.getAddress().getHostAddress());
        transport.setPort(listen.getPort());
        boolean started = false;
        try {
            transport.start();
            SftpServer server = new SftpServer(service, owner, hostKeys, workers, connections, transport);
            started = true;
            LOG.info("serving SFTP on {}", server.address());
            return server;
        } catch (BindException failure) {
            BindException clear = new BindException("cannot listen on "
                    + listen.getAddress().getHostAddress() + ":" + listen.getPort() + ": " + failure.getMessage());
            clear.initCause(failure);
            throw clear;
        } finally {
            if (!started) {
                transport.end(PATIENCE);
                workers.shutdownNow();
            }
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** The fingerprint of the host key, of the first if there are several, as ssh shows it: {@code SHA256:} and Base64. */
    public String fingerprint() {
        return hostKeys.fingerprint();
    }

    /** The host key, the first if there are several, as a line of a {@code known_hosts} file. */
    public String hostKeyLine() {
        return hostKeyLines().get(0);
    }

    /** All host keys as lines of a {@code known_hosts} file. */
    public List<String> hostKeyLines() {
        return hostKeys.knownHostsLines(address);
    }

    /** The service behind. */
    public FileService service() {
        return service;
    }

    /**
     * Accepts no more connections, waits for the running transfers as long as the service's limits say, ends what is left, and
     * itself; what the {@link UploadPolicy} keeps of it is waited for, within limits. Then nothing is left open: no file, no connection, no thread. A second call does nothing.
     */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        transport.stopAccepting();
        drain();
        // The last transfer has ended, and its client is still to be told so.
        connections.awaitAnswers(LAST_ANSWERS);
        sayGoodbye();
        try {
            endSessions();
        } finally {
            transport.end(PATIENCE);
            endWorkers();
            LOG.info("ended serving SFTP on {}", address);
        }
    }

    /** Begins to agree on new keys with all clients. They take part in it by themselves. */
    void renewKeys() throws IOException {
        transport.renewKeys();
    }

    private void drain() {
        Duration timeout = service.limits().drainTimeout();
        switch (owner) {
            case SERVER -> service.drain(timeout);
            case CALLER -> service.drain(connections.sessions(), timeout);
        }
    }

    /** Lets clients say why they end, instead of reporting a broken connection. */
    private void sayGoodbye() {
        for (AbstractSession session : transport.getActiveSessions()) {
            try {
                session.disconnect(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "The server is shutting down");
            } catch (IOException | RuntimeException gone) {
                LOG.debug("{}: already gone", session, gone);
            }
        }
    }

    /**
     * Closes the sessions, and so ends what is left. That waits for files that are just being published; a storage that does
     * not come to an end with them is interrupted.
     */
    private void endSessions() throws IOException {
        Future<Void> ending = workers.submit(() -> {
            closeSessions();
            return null;
        });
        try {
            ending.get(patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stuck) {
            LOG.warn("the storage has not come to an end with what clients had open, interrupting it");
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof IOException cause ? cause : new IOException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration patience() {
        return PATIENCE.plus(service.uploadPolicy().timeToKeep());
    }

    private void closeSessions() throws IOException {
        IOException failure = null;
        List<Session> sessions = connections.sessions();
        for (Session session : sessions) {
            try {
                session.close();
            } catch (IOException failed) {
                if (failure == null) {
                    failure = failed;
                } else {
                    failure.addSuppressed(failed);
                }
            }
        }
        // Those that have lost their connection before may just be closed by others, who do not wait for each other.
        service.drain(sessions, patience());
        if (owner == ServiceOwner.SERVER) {
            service.close();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void endWorkers() {
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("requests are still being worked on, though their sessions are closed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
