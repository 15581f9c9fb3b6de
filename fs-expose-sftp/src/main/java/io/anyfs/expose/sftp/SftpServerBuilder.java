package io.anyfs.expose.sftp;

import io.anyfs.FileSystem;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ListenBacklog;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.SingleUser;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.expose.sftp.SftpServer.ServiceOwner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to serve by SFTP. Unless told otherwise: port 22 of 127.0.0.1, a host key that is forgotten at the end, the
 * {@linkplain ServiceLimits#DEFAULT default limits}. For one thread.
 */
public final class SftpServerBuilder {

    private static final int SSH_PORT = 22;

    private final @Nullable FileSystem fileSystem;
    private final @Nullable FileService shared;
    private final List<PublicKey> keys = new ArrayList<>();
    private final List<Path> authorizedKeys = new ArrayList<>();
    private @Nullable String user;
    private @Nullable String password;
    private final List<Path> hostKeys = new ArrayList<>();
    private final List<Path> hostCertificates = new ArrayList<>();
    private final List<Path> authorities = new ArrayList<>();
    private ServiceLimits limits = ServiceLimits.DEFAULT;
    private UploadPolicy uploads = UploadPolicy.ATOMIC;
    private String host = "127.0.0.1";
    private int port = SSH_PORT;
    private int backlog;

    SftpServerBuilder(FileSystem fileSystem) {
        this.fileSystem = fileSystem;
        this.shared = null;
    }

    SftpServerBuilder(FileService service) {
        this.fileSystem = null;
        this.shared = service;
    }

    /** The one user, with a password. */
    public SftpServerBuilder user(String name, String secret) {
        requireOwnService();
        this.user = name;
        this.password = secret;
        return this;
    }

    /** The one user, who logs in by key. */
    public SftpServerBuilder user(String name) {
        requireOwnService();
        this.user = name;
        return this;
    }

    /** A public key of the user. */
    public SftpServerBuilder key(PublicKey key) {
        requireOwnService();
        keys.add(key);
        return this;
    }

    /** Public keys of the user, a file in the format of OpenSSH's {@code authorized_keys}. It is read at the start. */
    public SftpServerBuilder authorizedKeys(Path file) {
        requireOwnService();
        authorizedKeys.add(file);
        return this;
    }

    /** What the server allows. */
    public SftpServerBuilder limits(ServiceLimits allowed) {
        requireOwnService();
        this.limits = allowed;
        return this;
    }

    /** What becomes of uploads that do not come to a clean end; unless told otherwise nothing of them is published. */
    public SftpServerBuilder uploads(UploadPolicy policy) {
        requireOwnService();
        this.uploads = policy;
        return this;
    }

    /** The name or address to listen on; {@code 0.0.0.0} for all. */
    public SftpServerBuilder host(String nameOrAddress) {
        this.host = nameOrAddress;
        return this;
    }

    /** The port to listen on, 0 for any that is free. */
    public SftpServerBuilder port(int number) {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535: " + number);
        }
        this.port = number;
        return this;
    }

    /**
     * The file of the host key, in OpenSSH's format. It is created, an Ed25519 key that only its owner may read, if it is
     * missing. Called again it adds a key of another type; the first is the one to show.
     */
    public SftpServerBuilder hostKey(Path file) {
        hostKeys.add(file);
        return this;
    }

    /**
     * The certificate of one of the host keys, a file as {@code ssh-keygen -h -s} writes it: clients that trust the authority
     * need not know the key. It is read at the start.
     */
    public SftpServerBuilder hostCertificate(Path file) {
        hostCertificates.add(file);
        return this;
    }

    /**
     * The public keys of authorities, a file in the format of OpenSSH's {@code TrustedUserCAKeys}. Whoever has a certificate of
     * one of them for the user's name logs in. It is read at the start.
     */
    public SftpServerBuilder trustedAuthorities(Path file) {
        requireOwnService();
        authorities.add(file);
        return this;
    }

    /** How many connections the kernel queues until they are accepted, 1 or more; see {@link ListenBacklog}. */
    public SftpServerBuilder backlog(int connections) {
        if (connections < 1) {
            throw new IllegalArgumentException("the listen backlog must be 1 or more: " + connections);
        }
        this.backlog = connections;
        return this;
    }

    /**
     * Starts the server.
     *
     * @throws java.net.BindException if it cannot listen there, or the kernel would cut the backlog
     * @throws IOException if a file of keys cannot be read, or the host key not created
     * @throws IllegalStateException if nobody could log in
     */
    public SftpServer start() throws IOException {
        int queue = backlog == 0 ? ListenBacklog.usual() : ListenBacklog.require(backlog);
        InetSocketAddress listen = new InetSocketAddress(InetAddress.getByName(host), port);
        HostKeys keysOfHost = HostKeys.in(hostKeys, hostCertificates);
        if (shared != null) {
            return SftpServer.start(shared, ServiceOwner.CALLER, keysOfHost, listen, queue);
        }
        FileService own = ownService();
        boolean started = false;
        try {
            SftpServer server = SftpServer.start(own, ServiceOwner.SERVER, keysOfHost, listen, queue);
            started = true;
            return server;
        } finally {
            if (!started) {
                own.close();
            }
        }
    }

    private FileService ownService() throws IOException {
        List<PublicKey> allKeys = new ArrayList<>(keys);
        for (Path file : authorizedKeys) {
            allKeys.addAll(AuthorizedKeys.in(file));
        }
        List<PublicKey> trusted = new ArrayList<>();
        for (Path file : authorities) {
            trusted.addAll(AuthorizedKeys.in(file));
        }
        if (fileSystem == null || user == null || (password == null && allKeys.isEmpty() && trusted.isEmpty())) {
            throw new IllegalStateException("nobody could log in: name a user, with a password or a key");
        }
        return new FileService(new SingleUser(user, password, allKeys, trusted, fileSystem), limits, uploads);
    }

    private void requireOwnService() {
        if (shared != null) {
            throw new IllegalStateException("users, limits and policies are those of the shared service");
        }
    }
}
