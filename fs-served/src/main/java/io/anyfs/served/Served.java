package io.anyfs.served;

import io.anyfs.FileSystem;
import io.anyfs.expose.SessionInfo;
import io.anyfs.mount.MountScript;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A described filesystem, served for a while on free ports of 127.0.0.1:
 *
 * <pre>{@code
 * try (Served served = Served.over(MountScript.memory().file("/hello.txt", "hello"), ServedProtocol.SFTP)) {
 *     ServedAddress.Sftp sftp = served.sftp();
 *     ...
 *     assertTrue(served.fileSystem().exists("/uploaded.txt"));
 * }
 * }</pre>
 *
 * <p>Each server has one user, with a password and keys that nobody can guess and that are forgotten at the end. Over S3 the files
 * are copied into a bucket of a server in this process, and {@link #fileSystem} is that bucket: what the description says of behaviours
 * counts while they are copied only, and what S3 has not, links above all, is an error. Safe for use by many threads.
 */
public final class Served implements Closeable {

    private final FileSystem fileSystem;
    private final Map<ServedProtocol, RunningServer> servers;
    private final Deque<Closeable> open;

    private Served(FileSystem fileSystem, Map<ServedProtocol, RunningServer> servers, Deque<Closeable> open) {
        this.fileSystem = fileSystem;
        this.servers = servers;
        this.open = open;
    }

    /** Opens what is described and serves it. */
    public static Served over(MountScript script, ServedProtocol protocol) throws IOException {
        return over(script, Set.of(protocol));
    }

    /**
     * Opens what is described and serves it over several protocols at once.
     *
     * @throws IOException if it cannot be opened or a server not be started; nothing stays open
     */
    public static Served over(MountScript script, Set<ServedProtocol> protocols) throws IOException {
        Deque<Closeable> open = new ArrayDeque<>();
        try {
            FileSystem fileSystem = null;
            Map<ServedProtocol, RunningServer> servers = new EnumMap<>(ServedProtocol.class);
            if (protocols.contains(ServedProtocol.S3)) {
                ServedBucket bucket = ServedBucket.start(script);
                open.push(bucket);
                servers.put(ServedProtocol.S3, bucket);
                fileSystem = bucket.fileSystem();
            } else {
                fileSystem = script.open();
                open.push(fileSystem);
            }
            start(fileSystem, protocols, servers, open);
            return new Served(fileSystem, servers, open);
        } catch (IOException | RuntimeException | Error failure) {
            close(open, failure);
            throw failure;
        }
    }

    /**
     * Serves a filesystem, which stays the caller's to close.
     *
     * @throws IllegalArgumentException if S3 is among the protocols: only what is in a bucket can be served over it
     */
    public static Served of(FileSystem fileSystem, Set<ServedProtocol> protocols) throws IOException {
        if (protocols.contains(ServedProtocol.S3)) {
            throw new IllegalArgumentException("an open filesystem cannot be served over S3");
        }
        Deque<Closeable> open = new ArrayDeque<>();
        Map<ServedProtocol, RunningServer> servers = new EnumMap<>(ServedProtocol.class);
        try {
            start(fileSystem, protocols, servers, open);
            return new Served(fileSystem, servers, open);
        } catch (IOException | RuntimeException | Error failure) {
            close(open, failure);
            throw failure;
        }
    }

    private static void start(
            FileSystem fileSystem,
            Set<ServedProtocol> protocols,
            Map<ServedProtocol, RunningServer> servers,
            Deque<Closeable> open)
            throws IOException {
        for (ServedProtocol protocol : ServedProtocol.values()) {
            if (protocols.contains(protocol) && protocol != ServedProtocol.S3) {
                RunningServer server = protocol == ServedProtocol.SFTP
                        ? ServedSftp.start(fileSystem)
                        : ServedFtp.start(fileSystem, protocol);
                open.push(server);
                servers.put(protocol, server);
            }
        }
    }

    /** What is served. It is closed with the servers, unless it was lent. */
    public FileSystem fileSystem() {
        return fileSystem;
    }

    /**
     * Where it is served over a protocol.
     *
     * @throws NoSuchElementException if it is not
     */
    public ServedAddress address(ServedProtocol protocol) {
        RunningServer server = servers.get(protocol);
        if (server == null) {
            throw new NoSuchElementException("not served over " + protocol + ", only over " + servers.keySet());
        }
        return server.address();
    }

    /** All addresses. */
    public List<ServedAddress> addresses() {
        return servers.values().stream().map(RunningServer::address).toList();
    }

    /** Where it is served over SFTP. */
    public ServedAddress.Sftp sftp() {
        return (ServedAddress.Sftp) address(ServedProtocol.SFTP);
    }

    /** Where it is served over FTP in clear. */
    public ServedAddress.Ftp ftp() {
        return (ServedAddress.Ftp) address(ServedProtocol.FTP);
    }

    /** Where it is served over FTP with TLS. */
    public ServedAddress.Ftps ftps() {
        return (ServedAddress.Ftps) address(ServedProtocol.FTPS);
    }

    /** Where it is served over S3. */
    public ServedAddress.S3 s3() {
        return (ServedAddress.S3) address(ServedProtocol.S3);
    }

    /** The clients that are logged in now, of SFTP, FTP and FTPS; S3 has no sessions. */
    public List<SessionInfo> sessions() {
        return servers.values().stream()
                .flatMap(server -> server.sessions().stream())
                .toList();
    }

    /** Ends the servers, what clients have open at once, and closes what was opened. A second call does nothing. */
    @Override
    public void close() throws IOException {
        Throwable failure;
        synchronized (open) {
            failure = close(open, null);
        }
        if (failure instanceof IOException io) {
            throw io;
        } else if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
    }

    private static @Nullable Throwable close(Deque<Closeable> open, @Nullable Throwable first) {
        Throwable failure = first;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (IOException | RuntimeException next) {
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            }
        }
        return failure;
    }
}
