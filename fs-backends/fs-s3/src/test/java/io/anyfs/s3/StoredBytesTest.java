package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FileChangedException;
import io.anyfs.FsPath;
import io.anyfs.tck.subject.Content;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ranges of an object, over sockets that a test looks at, and from stores that do not keep to the rules. */
@Timeout(30)
class StoredBytesTest {

    private static final byte[] CONTENT = Content.bytes(1 << 20);

    private Store store;
    private Bucket bucket;
    private StoredBytes stored;

    @BeforeEach
    void open() throws IOException {
        store = new Store();
        S3Options options = S3Options.of("bucket")
                .withConnection(S3Connection.to(URI.create("http://127.0.0.1:" + store.server.getLocalPort()))
                        .withCredentials(S3Credentials.of("access", "secret")));
        bucket = new Bucket(S3Clients.open(options), options);
        stored = new StoredBytes(bucket, "key", "\"version\"", FsPath.of("/key"));
    }

    @AfterEach
    void close() throws IOException {
        bucket.close();
        store.close();
    }

    @Test
    void a_connection_whose_answer_was_read_is_used_again() throws IOException {
        for (int range = 0; range < 10; range++) {
            assertArrayEquals(
                    Arrays.copyOfRange(CONTENT, range * 1000, range * 1000 + 500), stored.read(range * 1000, 500));
        }
        assertEquals(1, store.connections.get());
    }

    @Test
    void a_part_is_filled_with_a_range_and_with_no_more_memory_than_it_needs() throws IOException {
        PartMemory memory = new PartMemory(8 << 20);
        PartBuffer part = new PartBuffer(memory.share(), 1 << 20);
        part.appendZeros(5);
        stored.appendTo(part, 7, 600_000);
        PartBody body = part.seal();
        assertEquals(600_005, body.length());
        byte[] bytes = body.asRequestBody().contentStreamProvider().newStream().readAllBytes();
        assertArrayEquals(Arrays.copyOfRange(CONTENT, 7, 600_007), Arrays.copyOfRange(bytes, 5, bytes.length));
        assertEquals(3L * PartMemory.CHUNK, memory.usedBytes());
    }

    @Test
    void a_store_that_does_not_heed_the_version_is_caught() {
        store.version = "\"another\"";
        assertThrows(FileChangedException.class, () -> stored.read(0, 10));
        assertEquals(1, store.requests.get());
    }

    @Test
    void a_store_that_does_not_heed_the_range_is_caught() throws IOException {
        store.heedsRanges = false;
        assertThrows(FileSystemException.class, () -> stored.read(10, 10));
        assertArrayEquals(Arrays.copyOf(CONTENT, 10), stored.read(0, 10));
    }

    /** Answers reads of one object on as many connections as are opened, and counts them. */
    private static final class Store implements Closeable {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();
        private final AtomicInteger requests = new AtomicInteger();
        private volatile String version = "\"version\"";
        private volatile boolean heedsRanges = true;

        Store() throws IOException {
            start(() -> {
                while (true) {
                    Socket connection = server.accept();
                    connections.incrementAndGet();
                    start(() -> serve(connection));
                }
            });
        }

        @FunctionalInterface
        private interface Work {
            void run() throws IOException;
        }

        private static void start(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException closed) {
                    // By the client, or at the end.
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(Socket connection) throws IOException {
            try (connection) {
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
                int first = 0;
                int last = CONTENT.length - 1;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("Range: bytes=")) {
                        String[] range =
                                line.substring("Range: bytes=".length()).split("-", 2);
                        first = Integer.parseInt(range[0]);
                        last = Integer.parseInt(range[1]);
                    } else if (line.isEmpty()) {
                        requests.incrementAndGet();
                        answer(connection.getOutputStream(), first, last);
                    }
                }
            }
        }

        private void answer(OutputStream out, int first, int last) throws IOException {
            byte[] bytes = heedsRanges ? Arrays.copyOfRange(CONTENT, first, last + 1) : CONTENT;
            String head = heedsRanges
                    ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + first + "-" + last + "/"
                            + CONTENT.length
                    : "HTTP/1.1 200 OK";
            head += "\r\nETag: " + version + "\r\nContent-Length: " + bytes.length + "\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes);
            out.flush();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
