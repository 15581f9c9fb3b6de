package io.anyfs.s3.testing;

import static io.anyfs.s3.testing.S3Operation.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** A wire that nothing breaks: what it passes on, and what it remembers. */
@Tag("once")
class S3WireTest {

    private static final int LARGE = 5 << 20;

    @ParameterizedTest
    @EnumSource
    void passes_on_bodies_of_all_sizes(S3Server server) throws IOException {
        S3Store store = server.shared();
        String bucket = store.newBucket();
        try (S3Wire wire = S3Wire.to(store);
                S3Client client = client(store, wire)) {
            // From a megabyte the client waits for "100 Continue".
            for (int size : List.of(0, 1, 100, 1 << 16, 3 << 20)) {
                byte[] content = content(size);
                client.putObject(r -> r.bucket(bucket).key("ü +%/" + size), RequestBody.fromBytes(content));
                assertArrayEquals(
                        content,
                        client.getObjectAsBytes(r -> r.bucket(bucket).key("ü +%/" + size))
                                .asByteArray());
                assertEquals(
                        size,
                        client.headObject(r -> r.bucket(bucket).key("ü +%/" + size))
                                .contentLength());
            }
            assertEquals(
                    List.of(0L, 1L, 100L, 1L << 16, 3L << 20),
                    wire.answered().stream()
                            .filter(request -> request.operation() == PUT_OBJECT)
                            .map(S3Request::uploaded)
                            .toList());
            assertEquals(
                    List.of(0L, 1L, 100L, 1L << 16, 3L << 20),
                    wire.answered().stream()
                            .filter(request -> request.operation() == GET_OBJECT)
                            .map(S3Request::downloaded)
                            .toList());
            assertEquals("ü +%/0", wire.answered().get(0).key());
        }
    }

    @ParameterizedTest
    @EnumSource
    void knows_the_operations(S3Server server) throws IOException {
        S3Store store = server.shared();
        try (S3Wire wire = S3Wire.to(store);
                S3Client client = client(store, wire)) {
            String bucket = "operations-" + server.name().toLowerCase(Locale.ROOT);
            client.createBucket(r -> r.bucket(bucket));
            client.headBucket(r -> r.bucket(bucket));
            client.listBuckets();
            client.putObject(r -> r.bucket(bucket).key("a"), RequestBody.fromBytes(content(LARGE)));
            client.copyObject(r -> r.sourceBucket(bucket)
                    .sourceKey("a")
                    .destinationBucket(bucket)
                    .destinationKey("b"));
            client.listObjectsV2(r -> r.bucket(bucket));
            client.listObjects(r -> r.bucket(bucket));
            String upload =
                    client.createMultipartUpload(r -> r.bucket(bucket).key("c")).uploadId();
            String first = client.uploadPartCopy(r -> r.sourceBucket(bucket)
                            .sourceKey("a")
                            .destinationBucket(bucket)
                            .destinationKey("c")
                            .uploadId(upload)
                            .partNumber(1))
                    .copyPartResult()
                    .eTag();
            String second = client.uploadPart(
                            r -> r.bucket(bucket).key("c").uploadId(upload).partNumber(2),
                            RequestBody.fromBytes(content(7)))
                    .eTag();
            client.listParts(r -> r.bucket(bucket).key("c").uploadId(upload));
            client.listMultipartUploads(r -> r.bucket(bucket));
            client.completeMultipartUpload(r -> r.bucket(bucket)
                    .key("c")
                    .uploadId(upload)
                    .multipartUpload(parts -> parts.parts(part(1, first), part(2, second))));
            String aborted =
                    client.createMultipartUpload(r -> r.bucket(bucket).key("d")).uploadId();
            client.abortMultipartUpload(r -> r.bucket(bucket).key("d").uploadId(aborted));
            client.getObjectAsBytes(r -> r.bucket(bucket).key("c").range("bytes=" + LARGE + "-"));
            client.headObject(r -> r.bucket(bucket).key("b"));
            client.deleteObject(r -> r.bucket(bucket).key("a"));
            client.deleteObjects(r -> r.bucket(bucket)
                    .delete(Delete.builder().objects(key("b"), key("c")).build()));
            client.deleteBucket(r -> r.bucket(bucket));
            assertEquals(
                    List.of(
                            CREATE_BUCKET,
                            HEAD_BUCKET,
                            LIST_BUCKETS,
                            PUT_OBJECT,
                            COPY_OBJECT,
                            LIST_OBJECTS_V2,
                            LIST_OBJECTS,
                            CREATE_MULTIPART_UPLOAD,
                            UPLOAD_PART_COPY,
                            UPLOAD_PART,
                            LIST_PARTS,
                            LIST_MULTIPART_UPLOADS,
                            COMPLETE_MULTIPART_UPLOAD,
                            CREATE_MULTIPART_UPLOAD,
                            ABORT_MULTIPART_UPLOAD,
                            GET_OBJECT,
                            HEAD_OBJECT,
                            DELETE_OBJECT,
                            DELETE_OBJECTS,
                            DELETE_BUCKET),
                    wire.answered().stream().map(S3Request::operation).toList());
            assertEquals(2, wire.counts().get(CREATE_MULTIPART_UPLOAD));
            S3Request get = wire.requests(GET_OBJECT).get(0);
            assertEquals(new S3Request(GET_OBJECT, "GET", bucket, "c", "", "bytes=" + LARGE + "-", 0, 7, 206), get);
            wire.reset();
            assertEquals(Map.of(), wire.counts());
        }
    }

    @Test
    void errors_of_the_server_come_through() throws IOException {
        S3Store store = S3Server.S3PROXY.shared();
        String bucket = store.newBucket();
        try (S3Wire wire = S3Wire.to(store);
                S3Client client = client(store, wire)) {
            assertThrows(
                    NoSuchKeyException.class,
                    () -> client.getObject(r -> r.bucket(bucket).key("none")));
            assertEquals(404, wire.requests().get(0).status());
            assertEquals(0, wire.faults());
        }
    }

    @Test
    void a_connection_is_used_again() throws IOException {
        S3Store store = S3Server.S3PROXY.shared();
        try (S3Wire wire = S3Wire.to(store);
                S3Client client = client(store, wire)) {
            for (int round = 0; round < 10; round++) {
                client.listBuckets();
            }
            assertEquals(10, wire.count(LIST_BUCKETS));
            assertEquals(1, wire.openConnections());
        }
    }

    @Test
    void clients_do_not_wait_for_each_other() throws Exception {
        S3Store store = S3Server.S3PROXY.shared();
        String bucket = store.newBucket();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (S3Wire wire = S3Wire.to(store);
                S3Client client = client(store, wire)) {
            List<Future<?>> clients = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> {
                        byte[] content = content(10_000 * number);
                        for (int round = 0; round < 5; round++) {
                            String key = number + "/" + round;
                            client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(content));
                            assertArrayEquals(
                                    content,
                                    client.getObjectAsBytes(
                                                    r -> r.bucket(bucket).key(key))
                                            .asByteArray());
                        }
                    }))
                    .toList();
            for (Future<?> finished : clients) {
                finished.get();
            }
            assertEquals(
                    Map.of(PUT_OBJECT, 40L, GET_OBJECT, 40L),
                    wire.answered().stream()
                            .collect(Collectors.groupingBy(S3Request::operation, Collectors.counting())));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void nothing_is_left_after_the_close() throws Exception {
        S3Store store = S3Server.S3PROXY.shared();
        S3Wire wire = S3Wire.to(store);
        try (S3Client client = client(store, wire)) {
            client.listBuckets();
            wire.add(FaultRule.at(1, new Fault.DelayAnswer(Duration.ofHours(1))));
            CompletableFuture<Void> waiting =
                    CompletableFuture.runAsync(() -> assertThrows(SdkClientException.class, client::listBuckets));
            while (wire.faults() == 0) {
                Thread.onSpinWait();
            }
            assertTimeoutPreemptively(Duration.ofSeconds(5), wire::close);
            waiting.get();
        }
        assertEquals(0, wire.openConnections());
        assertEquals(
                0,
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("s3-wire"))
                        .count());
        assertThrows(
                ConnectException.class,
                () -> new Socket(wire.endpoint().getHost(), wire.endpoint().getPort()).close());
    }

    private static S3Client client(S3Store store, S3Wire wire) {
        return store.clientBuilder().endpointOverride(wire.endpoint()).build();
    }

    private static CompletedPart part(int number, String tag) {
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    private static ObjectIdentifier key(String key) {
        return ObjectIdentifier.builder().key(key).build();
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }
}
