package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.expose.Credential;
import io.anyfs.expose.Download;
import io.anyfs.expose.FileService;
import io.anyfs.expose.LoginAttempt;
import io.anyfs.expose.Protocol;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.Session;
import io.anyfs.expose.SingleUser;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KernelCopyTest {

    /** More than sockets of two ends take while nobody reads. */
    private static final byte[] CONTENT = new byte[32 << 20];

    private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();

    static {
        new Random(1).nextBytes(CONTENT);
    }

    private FileSystem files;
    private FileService service;
    private Download download;
    private SocketChannel server;
    private SocketChannel client;

    @BeforeEach
    void begin() throws IOException {
        files = MemoryFileSystem.create();
        files.write("/file", CONTENT);
        service = new FileService(new SingleUser("alice", "secret", List.of(), files), ServiceLimits.DEFAULT);
        Session session = service.login(new LoginAttempt(
                "alice", new Credential.Password("secret"), Protocol.FTP, new InetSocketAddress(LOCAL, 1)));
        download = session.download(FsPath.of("/file"));
        try (ServerSocketChannel listening = ServerSocketChannel.open().bind(new InetSocketAddress(LOCAL, 0))) {
            client = SocketChannel.open();
            client.setOption(StandardSocketOptions.SO_RCVBUF, 64 * 1024);
            client.connect(listening.getLocalAddress());
            server = listening.accept();
        }
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        server.close();
        download.close();
        service.close();
        files.close();
    }

    @Test
    void a_client_that_reads_gets_the_bytes_from_the_position_up_to_the_limit() throws Exception {
        CompletableFuture<byte[]> arrived = CompletableFuture.supplyAsync(this::readToTheEnd);
        int begin = 1_000_001;
        int limit = 8 << 20;
        int sent = 0;
        while (sent < limit) {
            // A slow machine may take more turns than one.
            sent += (int) KernelCopy.send(download, begin + sent, limit - sent, server);
        }
        assertEquals(limit, sent);
        server.shutdownOutput();
        assertArrayEquals(Arrays.copyOfRange(CONTENT, begin, begin + limit), arrived.get());
    }

    @Test
    void a_client_that_reads_nothing_gets_what_its_socket_takes_and_no_thread_waits_for_it() throws Exception {
        long sent = KernelCopy.send(download, 0, CONTENT.length, server);
        assertTrue(sent > 0 && sent < CONTENT.length, "sent " + sent);
        server.shutdownOutput();
        assertArrayEquals(Arrays.copyOf(CONTENT, (int) sent), readToTheEnd());
    }

    @Test
    void the_connection_waits_for_its_client_again_afterwards() throws IOException {
        KernelCopy.send(download, 0, 10, server);
        assertTrue(server.isBlocking());
    }

    @Test
    void a_connection_that_was_closed_fails() throws IOException {
        server.close();
        assertThrows(ClosedChannelException.class, () -> KernelCopy.send(download, 0, 10, server));
    }

    private byte[] readToTheEnd() {
        try {
            return client.socket().getInputStream().readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
