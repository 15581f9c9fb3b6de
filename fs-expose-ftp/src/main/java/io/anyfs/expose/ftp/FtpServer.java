package io.anyfs.expose.ftp;

import io.anyfs.FileSystem;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.expose.WorkerThreads;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.impl.DefaultFtpServer;
import org.apache.ftpserver.impl.DefaultFtpServerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a filesystem by FTP (RFC 959 with RFC 2389, 2428, 2640 and 3659):
 *
 * <pre>{@code
 * try (FtpServer server = FtpServer.builder(fs).user("alice", "secret").port(0).start()) {
 *     System.out.println("curl -T file ftp://alice:secret@127.0.0.1:" + server.address().getPort() + "/");
 *     ...
 * }
 * }</pre>
 *
 * <p>What it refuses: to take an upload for whole that did not come to a clean end, with the control connection alive and the
 * announced size, if there was one, reached; what is left of such a one is up to the {@link UploadPolicy}, and unless told
 * otherwise nothing; to connect anywhere but back to the client, or to let anybody else use a
 * client's data connection; commands of more than 8 KiB, and names with line ends or NUL.
 *
 * <p>Its threads are daemons: a program that has nothing else to do ends. Safe for use by many threads.
 */
public final class FtpServer implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(FtpServer.class);

    /** For what takes no time unless something is broken. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long LONGEST_TICK_MILLIS = 1_000;
    private static final long SHORTEST_TICK_MILLIS = 20;

    private final FileService service;
    private final ServiceOwner owner;
    private final ExecutorService workers;
    private final SystemThreads systemThreads = new SystemThreads();
    private final ScheduledExecutorService clock;
    private final Conversations conversations;
    private final ControlListener listener;
    private final DefaultFtpServer controlChannel;
    private boolean closed;

    /** Whose service it is, and so who closes it. */
    enum ServiceOwner {
        SERVER,
        CALLER
    }

    private FtpServer(
            FileService service,
            ServiceOwner owner,
            FtpNetwork network,
            FtpTimeouts timeouts,
            Set<TransferMode> modes) {
        this.service = service;
        this.owner = owner;
        this.workers = WorkerThreads.start("anyfs-ftp-worker-");
        this.clock = Executors.newSingleThreadScheduledExecutor(WorkerThreads.daemons("anyfs-ftp-clock-"));
        Verbs verbs = new Verbs(modes);
        this.conversations = new Conversations(service, timeouts, network, workers, systemThreads, verbs);
        this.listener = new ControlListener(network, conversations, workers);
        DefaultFtpServerContext context = new DefaultFtpServerContext();
        context.setCommandFactory(verbs);
        context.setListener("default", listener);
        this.controlChannel = new DefaultFtpServer(context);
    }

    /** A server of a filesystem, which stays the caller's to close. */
    public static FtpServerBuilder builder(FileSystem fileSystem) {
        return new FtpServerBuilder(fileSystem);
    }

    /** A server of what a service gives its users. The service stays the caller's to close, after its servers. */
    public static FtpServerBuilder builder(FileService service) {
        return new FtpServerBuilder(service);
    }

    static FtpServer start(
            FileService service, ServiceOwner owner, FtpNetwork network, FtpTimeouts timeouts, Set<TransferMode> modes)
            throws IOException {
        FtpServer server = new FtpServer(service, owner, network, timeouts, modes);
        boolean started = false;
        try {
            server.controlChannel.start();
            server.startClock(timeouts);
            started = true;
            LOG.info("serving {} on {}", network.implicit() ? "FTPS" : "FTP", server.address());
            return server;
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        } catch (FtpException failure) {
            throw new IOException("the FTP server could not be started", failure);
        } finally {
            if (!started) {
                server.endThreads();
            }
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.boundAddress();
    }

    /** How many clients are connected now, logged in or not. */
    public int connections() {
        return conversations.count();
    }

    /** The service behind. */
    public FileService service() {
        return service;
    }

    /**
     * Accepts no more connections and commands, waits for the running transfers as long as
     * {@link ServiceLimits#drainTimeout()}, ends what is left, and itself; what the {@link UploadPolicy} keeps of it is waited
     * for, within limits. Then nothing is left open: no file, no connection, no thread. A second call does nothing.
     */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        listener.suspend();
        conversations.drain();
        if (!conversations.awaitNone(service.limits().drainTimeout())) {
            conversations.abort();
            if (!conversations.awaitNone(PATIENCE.plus(service.uploadPolicy().timeToKeep()))) {
                LOG.warn("commands are still being worked on, though their sessions are closed");
            }
        }
        try {
            if (owner == ServiceOwner.SERVER) {
                service.close();
            }
        } finally {
            controlChannel.stop();
            endThreads();
            LOG.info("ended serving FTP");
        }
    }

    /** Looks after the clients' time limits, often enough for the shortest of them. */
    private void startClock(FtpTimeouts timeouts) {
        ServiceLimits limits = service.limits();
        long shortest = Stream.of(timeouts.connect(), timeouts.stall(), limits.idleTimeout(), limits.loginTimeout())
                .mapToLong(Duration::toMillis)
                .min()
                .orElseThrow();
        long tick = Math.max(SHORTEST_TICK_MILLIS, Math.min(LONGEST_TICK_MILLIS, shortest / 4));
        ScheduledFuture<?> unused =
                clock.scheduleWithFixedDelay(conversations::checkTimes, tick, tick, TimeUnit.MILLISECONDS);
    }

    private void endThreads() {
        clock.shutdownNow();
        workers.shutdownNow();
        systemThreads.close();
        try {
            clock.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            workers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            systemThreads.awaitEnd(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
