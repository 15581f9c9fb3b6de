package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.AsynchronousCloseException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that accepts connections and says nothing: over real sockets, for nothing else tells whether they notice. */
@Timeout(30)
class CancellationTest {

    private static final FsPath PATH = FsPath.of("/file");

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Bucket bucket;
    private final Cancellation cancellation = new Cancellation();

    CancellationTest() throws IOException {
        S3Options options = S3Options.of("bucket")
                .withConnection(S3Connection.to(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                        .withCredentials(S3Credentials.of("access", "secret")));
        bucket = new Bucket(S3Clients.open(options), options);
    }

    @AfterEach
    void close() throws IOException {
        threads.shutdownNow();
        bucket.close();
        server.close();
    }

    @Test
    void ends_a_request_that_waits_for_its_answer_and_does_not_try_again() throws Exception {
        Future<?> request = threads.submit(() -> cancellation.during(() -> bucket.list("", false, 1, null, PATH)));
        try (Socket connection = server.accept()) {
            assertTrue(connection.getInputStream().read() >= 0);
            cancellation.cancel();
            ExecutionException ended = assertThrows(ExecutionException.class, request::get);
            assertInstanceOf(AsynchronousCloseException.class, ended.getCause());
        }
        server.setSoTimeout(300);
        assertThrows(java.net.SocketTimeoutException.class, server::accept);
    }

    @Test
    void ends_a_request_whose_bytes_nobody_takes() throws Exception {
        PartBody body = PartBody.of(new byte[50 << 20]);
        Future<?> request =
                threads.submit(() -> cancellation.during(() -> bucket.uploadPart("key", "upload", 1, body, PATH)));
        try (Socket connection = server.accept()) {
            assertTrue(connection.getInputStream().read() >= 0);
            cancellation.cancel();
            ExecutionException ended = assertThrows(ExecutionException.class, request::get);
            assertInstanceOf(AsynchronousCloseException.class, ended.getCause());
        }
    }

    @Test
    void sends_nothing_afterwards() throws IOException {
        cancellation.cancel();
        assertThrows(
                AsynchronousCloseException.class,
                () -> cancellation.during(() -> bucket.list("", false, 1, null, PATH)));
        server.setSoTimeout(300);
        assertThrows(java.net.SocketTimeoutException.class, server::accept);
    }

    @Test
    void leaves_alone_what_is_shielded_from_it_and_from_interrupts() throws Exception {
        cancellation.cancel();
        boolean[] stillInterrupted = new boolean[1];
        Future<?> request = threads.submit(() -> cancellation.during(() -> {
            Thread.currentThread().interrupt();
            try {
                return Cancellation.shielded(() -> bucket.list("", false, 1, null, PATH));
            } finally {
                stillInterrupted[0] = Thread.interrupted();
            }
        }));
        try (Socket connection = server.accept()) {
            assertTrue(connection.getInputStream().read() >= 0);
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThrows(ExecutionException.class, request::get);
        }
        assertTrue(stillInterrupted[0]);
    }

    @Test
    void does_not_change_what_the_work_gives_or_throws() throws IOException {
        assertEquals("result", cancellation.during(() -> "result"));
        IOException own = new IOException("own");
        assertEquals(
                own,
                assertThrows(
                        IOException.class,
                        () -> cancellation.during(() -> {
                            throw own;
                        })));
    }
}
