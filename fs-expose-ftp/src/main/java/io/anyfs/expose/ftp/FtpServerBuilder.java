package io.anyfs.expose.ftp;

import io.anyfs.FileSystem;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ListenBacklog;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.SingleUser;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.expose.ftp.FtpServer.ServiceOwner;
import io.anyfs.expose.ftp.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to serve by FTP. Unless told otherwise: port 21 of 127.0.0.1, any free ports for data connections, 30 s to open one and
 * 60 s with nothing moving on it, uploads watched for up to 250 ms after their end, the {@linkplain ServiceLimits#DEFAULT default limits}. For one thread.
 */
public final class FtpServerBuilder {

    private static final int FTP_PORT = 21;

    private final @Nullable FileSystem fileSystem;
    private final @Nullable FileService shared;
    private @Nullable String user;
    private @Nullable String password;
    private ServiceLimits limits = ServiceLimits.DEFAULT;
    private UploadPolicy uploads = UploadPolicy.ATOMIC;
    private String host = "127.0.0.1";
    private int port = FTP_PORT;
    private int backlog;
    private PassivePorts passivePorts = PassivePorts.ANY;
    private @Nullable Duration stallTimeout;
    private PassiveAddresses passiveAddresses = PassiveAddresses.AS_REACHED;
    private boolean active = true;
    private @Nullable TlsSettings tls;
    private boolean implicit;
    private FtpTimeouts timeouts = FtpTimeouts.DEFAULT;
    private final EnumSet<TransferMode> modes = EnumSet.of(TransferMode.STREAM);

    FtpServerBuilder(FileSystem fileSystem) {
        this.fileSystem = fileSystem;
        this.shared = null;
    }

    FtpServerBuilder(FileService service) {
        this.fileSystem = null;
        this.shared = service;
    }

    /** The one user. */
    public FtpServerBuilder user(String name, String secret) {
        requireOwnService();
        this.user = name;
        this.password = secret;
        return this;
    }

    /** What the server allows. */
    public FtpServerBuilder limits(ServiceLimits allowed) {
        requireOwnService();
        this.limits = allowed;
        return this;
    }

    /** What becomes of uploads that do not come to a clean end; unless told otherwise nothing of them is published. */
    public FtpServerBuilder uploads(UploadPolicy policy) {
        requireOwnService();
        this.uploads = policy;
        return this;
    }

    /** The name or address to listen on; {@code 0.0.0.0} for all. */
    public FtpServerBuilder host(String nameOrAddress) {
        this.host = nameOrAddress;
        return this;
    }

    /** The port to listen on, 0 for any that is free. */
    public FtpServerBuilder port(int number) {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535: " + number);
        }
        this.port = number;
        return this;
    }

    /** The ports for data connections, both ends included. Each transfer under way takes one. */
    public FtpServerBuilder passivePorts(int first, int last) {
        this.passivePorts = PassivePorts.range(first, last);
        return this;
    }

    /**
     * The address that PASV tells clients, where it is not the one that they have reached: behind a router that translates
     * addresses. Clients on this machine are told the one that they have reached all the same. EPSV needs none.
     *
     * @param nameOrAddress of IPv4; a name is looked up for each client
     */
    public FtpServerBuilder passiveAddress(String nameOrAddress) {
        this.passiveAddresses = passiveAddresses.and(Network.ALL, nameOrAddress);
        return this;
    }

    /**
     * The address that PASV tells clients of one network. Where several rules hold for a client, the one for the smallest
     * network counts.
     *
     * @param clients such as {@code 10.0.0.0/8}
     * @param nameOrAddress of IPv4; {@code null} for the address that the client has reached
     * @throws IllegalArgumentException if the network is none
     */
    public FtpServerBuilder passiveAddress(String clients, @Nullable String nameOrAddress) {
        this.passiveAddresses = passiveAddresses.and(Network.parse(clients), nameOrAddress);
        return this;
    }

    /** Makes no data connections to clients: PORT and EPRT are refused. */
    public FtpServerBuilder passiveOnly() {
        this.active = false;
        return this;
    }

    /** Lets clients protect their connections by TLS, with AUTH TLS (RFC 4217). */
    public FtpServerBuilder tls(TlsSettings settings) {
        this.tls = settings;
        return this;
    }

    /**
     * Lets clients have TLS only, which begins with the connection and not with AUTH. The port of such a server is 990 by
     * custom.
     */
    public FtpServerBuilder implicitTls(TlsSettings settings) {
        this.tls = settings.withClearRefused();
        this.implicit = true;
        return this;
    }

    /** How many connections the kernel queues until they are accepted, 1 or more; see {@link ListenBacklog}. */
    public FtpServerBuilder backlog(int connections) {
        if (connections < 1) {
            throw new IllegalArgumentException("the listen backlog must be 1 or more: " + connections);
        }
        this.backlog = connections;
        return this;
    }

    /** How long a client may take to open a data connection, and as long again to agree on TLS with it. */
    public FtpServerBuilder connectTimeout(Duration timeout) {
        this.timeouts = new FtpTimeouts(timeout, timeouts.stall(), timeouts.watch());
        return this;
    }

    /** How long nothing may move on a data connection; {@link ServiceLimits#stallTimeout()} unless told otherwise. */
    public FtpServerBuilder stallTimeout(Duration timeout) {
        this.stallTimeout = timeout;
        this.timeouts = new FtpTimeouts(timeouts.connect(), timeout, timeouts.watch());
        return this;
    }

    /**
     * The longest that the control connection is watched after the end of an upload's data, before the upload is published;
     * 250 ms unless told otherwise. A killed client ends its data connection like one that is done, and is told from it by
     * the end of its control connection, which can come a moment later. The watch is mostly far shorter: under 2 ms for a
     * client on this machine if a processor is free. A client that announces the size (ALLO) is never waited for.
     *
     * <p>A shorter watch makes many small uploads faster on a crowded machine and from clients elsewhere, and more likely
     * publishes part of a file when a client dies there. With {@link Duration#ZERO} nothing is waited for: the end of the
     * data counts as the end of the file, unless the control connection is known to have ended before.
     *
     * @throws IllegalArgumentException if it is negative or longer than 10 seconds
     */
    public FtpServerBuilder uploadWatch(Duration longest) {
        this.timeouts = new FtpTimeouts(timeouts.connect(), timeouts.stall(), longest);
        return this;
    }

    /**
     * Lets clients compress what they transfer (MODE Z), and tells them so; lftp then does it unasked for names that do not look
     * compressed. It makes text several times faster over a slow network, and all slower over a fast one: it takes a processor of
     * the server for each 50 to 100 MB/s. Off unless told otherwise.
     */
    public FtpServerBuilder deflate() {
        this.modes.add(TransferMode.DEFLATE);
        return this;
    }

    /**
     * Starts the server.
     *
     * @throws java.net.BindException if it cannot listen there, or the kernel would cut the backlog
     * @throws IOException if the host is unknown
     * @throws IllegalStateException if nobody could log in
     */
    public FtpServer start() throws IOException {
        int queue = backlog == 0 ? ListenBacklog.usual() : ListenBacklog.require(backlog);
        InetSocketAddress listen = new InetSocketAddress(InetAddress.getByName(host), port);
        ServerTls serverTls = tls == null ? null : new ServerTls(tls);
        FtpNetwork network = new FtpNetwork(listen, queue, passivePorts, passiveAddresses, active, serverTls, implicit);
        if (shared != null) {
            return FtpServer.start(shared, ServiceOwner.CALLER, network, timeouts(shared.limits()), modes);
        }
        FileService own = ownService();
        boolean started = false;
        try {
            FtpServer server = FtpServer.start(own, ServiceOwner.SERVER, network, timeouts(limits), modes);
            started = true;
            return server;
        } finally {
            if (!started) {
                own.close();
            }
        }
    }

    /** What is not said here is as in all of the service. */
    private FtpTimeouts timeouts(ServiceLimits held) {
        return stallTimeout != null
                ? timeouts
                : new FtpTimeouts(timeouts.connect(), held.stallTimeout(), timeouts.watch());
    }

    private FileService ownService() {
        if (fileSystem == null || user == null) {
            throw new IllegalStateException("nobody could log in: name a user");
        }
        return new FileService(new SingleUser(user, password, List.of(), fileSystem), limits, uploads);
    }

    private void requireOwnService() {
        if (shared != null) {
            throw new IllegalStateException("users, limits and policies are those of the shared service");
        }
    }
}
