package io.anyfs.expose.admin;

import io.anyfs.expose.FileService;
import io.anyfs.expose.WorkerThreads;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Answers the operator of a running service on a Unix domain socket that only its owner can connect to: a line that asks, and rows that
 * answer; see {@link AdminClient}. Whoever can connect can list and end sessions, and list and lift bans. No more than that can be asked
 * for. Needs a system with such sockets and POSIX permissions.
 */
public final class AdminSocket implements Closeable {

    private static final System.Logger LOG = System.getLogger(AdminSocket.class.getName());

    private static final int MAX_REQUEST_BYTES = 1024;
    private static final int MAX_AT_ONCE = 16;

    /** For a request and its answer. */
    private static final int PATIENCE_SECONDS = 10;

    private final Path path;
    private final ServerSocketChannel listener;
    private final AdminRequests requests;
    private final ExecutorService workers = WorkerThreads.start("anyfs-admin-");
    private final Semaphore free = new Semaphore(MAX_AT_ONCE);

    private AdminSocket(Path path, ServerSocketChannel listener, AdminRequests requests) {
        this.path = path;
        this.listener = listener;
        this.requests = requests;
    }

    /**
     * Listens at a path. What a process that was killed left there is replaced.
     *
     * @throws BindException if another process listens there, or something else is there; or the path is too long for a socket, which
     *     is about 100 bytes
     */
    public static AdminSocket open(Path path, FileService service) throws IOException {
        clear(path);
        AdminSocket socket = new AdminSocket(path, listen(path), new AdminRequests(service));
        socket.workers.execute(socket::acceptAll);
        return socket;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Ends, and removes the socket. */
    @Override
    public void close() throws IOException {
        try {
            listener.close();
        } finally {
            workers.shutdownNow();
            Files.deleteIfExists(path);
        }
    }

    private static void clear(Path path) throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
            throw new BindException(path + " exists and is no socket");
        }
        if (isAnswered(path)) {
            throw new BindException(path + " is in use by another process");
        }
        Files.deleteIfExists(path);
    }

    private static boolean isAnswered(Path path) {
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
            return true;
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    /** Nobody else can connect at any time: the socket gets its permissions in a directory that nobody else can enter. */
    private static ServerSocketChannel listen(Path path) throws IOException {
        Path directory = Files.createTempDirectory(
                path.toAbsolutePath().getParent(),
                ".a",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path hidden = directory.resolve("s");
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        boolean listening = false;
        try {
            listener.bind(UnixDomainSocketAddress.of(hidden));
            Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rw-------"));
            Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
            listening = true;
            return listener;
        } catch (AtomicMoveNotSupportedException odd) {
            throw new BindException("the socket cannot be put at " + path);
        } finally {
            if (!listening) {
                listener.close();
                Files.deleteIfExists(hidden);
            }
            Files.deleteIfExists(directory);
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                free.acquire();
                SocketChannel client = listener.accept();
                workers.execute(() -> answer(client));
            }
        } catch (IOException closed) {
            LOG.log(System.Logger.Level.DEBUG, "no more requests", closed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(SocketChannel client) {
        Executor late = CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS, workers);
        try (client) {
            late.execute(() -> closeQuietly(client));
            String answer = requests.answer(request(client)).stream()
                    .map(row -> row + "\n")
                    .collect(Collectors.joining());
            Channels.newOutputStream(client).write(answer.getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException failure) {
            LOG.log(System.Logger.Level.DEBUG, "a request was not answered", failure);
        } finally {
            free.release();
        }
    }

    private static String request(SocketChannel client) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_REQUEST_BYTES);
        while (bytes.hasRemaining() && (bytes.position() == 0 || bytes.get(bytes.position() - 1) != '\n')) {
            if (client.read(bytes) < 0) {
                break;
            }
        }
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    private static void closeQuietly(SocketChannel client) {
        try {
            client.close();
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "already gone", gone);
        }
    }
}
