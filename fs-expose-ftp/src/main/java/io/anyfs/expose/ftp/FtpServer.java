package io.anyfs.expose.ftp;

import io.anyfs.FileSystem;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.SingleUser;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.impl.DefaultFtpServer;
import org.apache.ftpserver.impl.DefaultFtpServerContext;
import org.apache.ftpserver.impl.FtpIoSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves filesystems over FTP (RFC 959 with RFC 2389, 2428, 2640 and 3659).
 *
 * <pre>{@code
 * try (FtpServer server = FtpServer.builder(fs).user("alice", "secret").port(0).start()) {
 *     System.getLogger("demo").log(INFO, server.address());
 *     ...
 * }
 * }</pre>
 *
 * <p>What it refuses: to publish an upload that did not come to a clean end, with the control connection alive and the
 * announced size, if there was one, reached; to connect anywhere but back to the client, or to let anybody else use a
 * client's data connection; commands of more than 8 KiB, and names with line ends or NUL.
 *
 * <p>Its threads are daemons: a program has to wait for something else than them. Safe for use by many threads.
 */
public final class FtpServer implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(FtpServer.class);
    private static final int MAX_NOT_LOGGED_IN = 1_000;

    private final FileService service;
    private final boolean ownsService;
    private final FtpTimeouts timeouts;
    private final PassivePorts ports;
    private final Verbs verbs = new Verbs();
    private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connected = new AtomicInteger();
    private final Object conversationsChanged = new Object();
    private final ExecutorService workers = Workers.start("anyfs-ftp");
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Workers.daemons("anyfs-ftp-clock"));
    private final ControlListener listener;
    private final DefaultFtpServer controlChannel;
    private final AtomicBoolean closing = new AtomicBoolean();

    private FtpServer(Builder settings, FileService service, boolean ownsService) throws IOException {
        this.service = service;
        this.ownsService = ownsService;
        this.timeouts = settings.timeouts;
        this.ports = settings.passivePorts;
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(settings.host), settings.port);
        this.listener = new ControlListener(address, settings.backlog, this::open);
        DefaultFtpServerContext context = new DefaultFtpServerContext();
        context.setCommandFactory(verbs);
        context.setListener("default", listener);
        this.controlChannel = new DefaultFtpServer(context);
    }

    /** A server of one filesystem. */
    public static Builder builder(FileSystem fileSystem) {
        return new Builder(fileSystem);
    }

    /** A server of whatever a service serves, which others may serve too. Closing the server does not close the service. */
    public static Builder builder(FileService service) {
        return new Builder(null).service(service);
    }

    private static FtpServer start(Builder settings) throws IOException {
        FileService shared = settings.service;
        FileService service = shared != null ? shared : settings.newService();
        FtpServer server = new FtpServer(settings, service, shared == null);
        boolean started = false;
        try {
            server.controlChannel.start();
            server.startClock();
            started = true;
            return server;
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        } catch (FtpException failure) {
            throw new IOException("the FTP server could not be started", failure);
        } finally {
            if (!started) {
                server.close();
            }
        }
    }

    /** Where clients connect to, with the port that was found if any was asked for. */
    public InetSocketAddress address() {
        return listener.boundAddress();
    }

    /** How many clients are connected now, logged in or not. */
    public int connections() {
        return conversations.size();
    }

    /**
     * Takes no more clients and commands, waits for the transfers that run, at most {@link ServiceLimits#drainTimeout()}, and
     * aborts those that still do. Returns when no thread, socket and handle is left. A second call does nothing.
     */
    @Override
    public void close() throws IOException {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        listener.suspend();
        conversations.forEach(Conversation::drain);
        awaitNoConversations(service.limits().drainTimeout());
        conversations.forEach(conversation -> {
            conversation.abortTransfer("the server is shutting down");
            conversation.control().closeNow();
        });
        awaitNoConversations(Duration.ofSeconds(10));
        clock.shutdownNow();
        controlChannel.stop();
        listener.stop();
        Workers.stop(workers);
        if (ownsService) {
            service.close();
        }
    }

    private @Nullable Conversation open(FtpIoSession session, ControlProcessor processor) {
        if (connected.incrementAndGet() > service.limits().maxSessions() + MAX_NOT_LOGGED_IN || closing.get()) {
            connected.decrementAndGet();
            return null;
        }
        Conversation conversation = new Conversation(
                new ControlConnection(session, processor), service, timeouts, ports, workers, verbs::run, this::ended);
        conversations.add(conversation);
        if (closing.get()) {
            conversation.drain();
        }
        return conversation;
    }

    private void ended(Conversation conversation) {
        if (conversations.remove(conversation)) {
            connected.decrementAndGet();
            synchronized (conversationsChanged) {
                conversationsChanged.notifyAll();
            }
        }
    }

    private void awaitNoConversations(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (conversationsChanged) {
            long left = atMost.toNanos();
            while (!conversations.isEmpty() && left > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(conversationsChanged, Math.max(left, 1_000_000));
                } catch (InterruptedException hurry) {
                    Thread.currentThread().interrupt();
                    return;
                }
                left = deadline - System.nanoTime();
            }
        }
    }

    private void startClock() {
        ServiceLimits limits = service.limits();
        long shortest = List.of(timeouts.stall(), limits.idleTimeout(), limits.loginTimeout()).stream()
                .mapToLong(Duration::toMillis)
                .min()
                .orElse(1_000);
        long tick = Math.max(20, Math.min(1_000, shortest / 4));
        ScheduledFuture<?> unused = clock.scheduleWithFixedDelay(this::checkTimes, tick, tick, TimeUnit.MILLISECONDS);
    }

    private void checkTimes() {
        for (Conversation conversation : conversations) {
            try {
                conversation.checkTimes();
            } catch (RuntimeException failure) {
                LOG.warn("checking the times of a client failed", failure);
            }
        }
    }

    /** How to serve. Not safe for use by many threads. */
    public static final class Builder {

        private final @Nullable FileSystem fileSystem;
        private @Nullable FileService service;
        private @Nullable String user;
        private @Nullable String password;
        private ServiceLimits limits = ServiceLimits.DEFAULT;
        private String host = "127.0.0.1";
        private int port = 2121;
        private int backlog = 128;
        private PassivePorts passivePorts = PassivePorts.ANY;
        private FtpTimeouts timeouts = FtpTimeouts.DEFAULT;

        private Builder(@Nullable FileSystem fileSystem) {
            this.fileSystem = fileSystem;
        }

        /** The one user. */
        public Builder user(String name, String secret) {
            user = name;
            password = secret;
            return this;
        }

        /** A service that other servers may serve too, instead of a filesystem and a user. Closing the server leaves it open. */
        public Builder service(FileService shared) {
            service = shared;
            return this;
        }

        /** The address to listen on, {@code 127.0.0.1} otherwise. */
        public Builder host(String name) {
            host = name;
            return this;
        }

        /** The port to listen on, 2121 otherwise; 0 for any that is free. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** The ports for data connections, any free ones otherwise. One is taken by each transfer under way. */
        public Builder passivePorts(int first, int last) {
            passivePorts = PassivePorts.range(first, last);
            return this;
        }

        /** What clients may do; has no effect with {@link #service}, which has its own limits. */
        public Builder limits(ServiceLimits newLimits) {
            limits = newLimits;
            return this;
        }

        /** How many connections may wait to be accepted, 128 otherwise. */
        public Builder backlog(int connections) {
            if (connections < 1) {
                throw new IllegalArgumentException("backlog must be 1 or more: " + connections);
            }
            backlog = connections;
            return this;
        }

        /** How long a client may take to open a data connection, 30 s otherwise. */
        public Builder connectTimeout(Duration timeout) {
            timeouts = new FtpTimeouts(timeout, timeouts.stall());
            return this;
        }

        /** How long nothing may move on a data connection, 60 s otherwise. */
        public Builder stallTimeout(Duration timeout) {
            timeouts = new FtpTimeouts(timeouts.connect(), timeout);
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws java.net.BindException if the port is in use or the address is not this machine's
         * @throws IllegalStateException if nobody could log in: neither {@link #user} nor {@link #service} was called
         */
        public FtpServer start() throws IOException {
            return FtpServer.start(this);
        }

        private FileService newService() {
            if (fileSystem == null || user == null) {
                throw new IllegalStateException("nobody could log in: give the server a user, or a service");
            }
            return new FileService(new SingleUser(user, password, List.of(), fileSystem), limits);
        }
    }
}
