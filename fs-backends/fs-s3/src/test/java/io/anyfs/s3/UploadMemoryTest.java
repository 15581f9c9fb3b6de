package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.anyfs.FileSystem;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many large uploads at once, in a process with little memory. */
@Tag("once")
class UploadMemoryTest {

    private static final int UPLOADS = 200;
    /** All the bytes take minutes on a small machine; these are already many times what the memory holds. */
    private static final int MIB_EACH = Boolean.getBoolean("anyfs.thorough") ? 64 : 6;

    @Test
    @Timeout(600)
    void two_hundred_uploads_at_once_fit_into_a_heap_of_512_MiB() throws Exception {
        try (NullStore store = new NullStore()) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Uploads.class.getName(),
                            store.endpoint().toString(),
                            Integer.toString(UPLOADS),
                            Integer.toString(MIB_EACH))
                    .redirectErrorStream(true)
                    .start();
            String output;
            try (InputStream told = process.getInputStream()) {
                output = new String(told.readAllBytes(), StandardCharsets.UTF_8);
            } finally {
                process.destroyForcibly();
            }
            assertEquals(0, process.waitFor(), output);
            assertTrue(output.contains("all uploads committed"), output);
            assertEquals(((long) UPLOADS * MIB_EACH) << 20, store.received.get());
        }
    }

    /** What runs in the process with little memory. */
    static final class Uploads {

        private Uploads() {}

        public static void main(String[] args) throws Exception {
            PartMemory memory = PartMemory.shared();
            long budget = Runtime.getRuntime().maxMemory() / 2;
            ExecutorService threads = Executors.newCachedThreadPool();
            S3Options options = S3Options.of("bucket")
                    .withPartSize(S3Options.MIN_PART_SIZE)
                    .withStoring(S3Storing.DEFAULT.withChecksums(S3Checksums.NONE))
                    .withConnection(S3Connection.to(URI.create(args[0])).anonymously());
            try (FileSystem fs = S3FileSystem.open(options)) {
                List<Future<?>> uploads = new ArrayList<>();
                for (int number = 0; number < Integer.parseInt(args[1]); number++) {
                    String path = "/file-" + number;
                    uploads.add(threads.submit(() -> {
                        upload(fs, path, Integer.parseInt(args[2]) << 20, memory, budget);
                        return true;
                    }));
                }
                for (Future<?> upload : uploads) {
                    upload.get();
                }
            } finally {
                threads.shutdownNow();
            }
            require(memory.usedBytes() == 0, "used afterwards: " + memory.usedBytes());
            System.out.println("all uploads committed");
        }

        private static void upload(FileSystem fs, String path, int size, PartMemory memory, long budget)
                throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
            try (WriteHandle handle = fs.openWrite(path, WriteOptions.replace())) {
                for (int written = 0; written < size; written += bytes.capacity()) {
                    handle.write(bytes.clear());
                    long used = memory.usedBytes();
                    require(used <= budget, "used: " + used + " of " + budget);
                }
                handle.commit();
            }
        }

        private static void require(boolean right, String otherwise) {
            if (!right) {
                throw new IllegalStateException(otherwise);
            }
        }
    }

    /** Takes uploads as S3 does, and forgets them. */
    private static final class NullStore implements AutoCloseable {
        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final AtomicLong received = new AtomicLong();

        NullStore() throws IOException {
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
        }

        URI endpoint() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                String query = exchange.getRequestURI().getRawQuery();
                String asked = query == null ? "" : query;
                switch (exchange.getRequestMethod()) {
                    case "PUT" -> {
                        take(exchange.getRequestBody());
                        send(exchange, 200, "");
                    }
                    case "GET" -> send(exchange, 200, "<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>");
                    case "POST" ->
                        send(
                                exchange,
                                200,
                                asked.contains("uploadId")
                                        ? "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>"
                                        : "<InitiateMultipartUploadResult><UploadId>id</UploadId>"
                                                + "</InitiateMultipartUploadResult>");
                    default -> send(exchange, 404, "");
                }
            }
        }

        private void take(InputStream body) throws IOException {
            byte[] buffer = new byte[64 << 10];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                received.addAndGet(read);
            }
        }

        private static void send(HttpExchange exchange, int status, String text) throws IOException {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("ETag", "\"e\"");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
