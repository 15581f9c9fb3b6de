package io.anyfs.s3.testing;

import static io.anyfs.s3.testing.S3Operation.GET_OBJECT;
import static io.anyfs.s3.testing.S3Operation.HEAD_OBJECT;
import static io.anyfs.s3.testing.S3Operation.PUT_OBJECT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Each way for a wire to break, as a client sees it that does not try again. */
@Tag("once")
class FaultTest {

    /** Large enough for the client to wait for "100 Continue". */
    private static final byte[] CONTENT = new byte[2 << 20];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    private final S3Store store = S3Server.S3PROXY.shared();
    private final String bucket = store.newBucket();
    private S3Wire wire;
    private S3Client client;

    @BeforeEach
    void connect() throws IOException {
        wire = S3Wire.to(store);
        client = store.clientBuilder()
                .endpointOverride(wire.endpoint())
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .build();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        wire.close();
    }

    @Test
    void an_error_is_answered_and_nothing_done() {
        wire.add(FaultRule.at(2, PUT_OBJECT, Fault.slowDown()));
        put("first", CONTENT);
        S3Exception refusal = assertThrows(S3Exception.class, () -> put("second", CONTENT));
        assertEquals(503, refusal.statusCode());
        assertEquals("SlowDown", refusal.awsErrorDetails().errorCode());
        put("third", CONTENT);
        assertEquals(List.of("first", "third"), stored());
        assertEquals(
                List.of(200, 503, 200),
                wire.requests(PUT_OBJECT).stream().map(S3Request::status).toList());
        assertEquals(1, wire.faults());
    }

    @Test
    void an_error_leaves_the_connection_in_use() {
        wire.add(FaultRule.at(1, Fault.internalError()));
        wire.add(FaultRule.at(1, HEAD_OBJECT, Fault.internalError()));
        byte[] small = {1, 2, 3};
        S3Exception refusal = assertThrows(S3Exception.class, () -> put("a", small));
        assertEquals(500, refusal.statusCode());
        assertEquals("InternalError", refusal.awsErrorDetails().errorCode());
        put("a", small);
        refusal = assertThrows(
                S3Exception.class, () -> client.headObject(r -> r.bucket(bucket).key("a")));
        assertEquals(500, refusal.statusCode());
        assertArrayEquals(small, get("a").asByteArrayUnsafe());
        assertEquals(1, wire.openConnections());
    }

    @Test
    void a_reset_before_forwarding_does_nothing() {
        wire.add(FaultRule.at(1, new Fault.ResetBeforeForwarding()));
        SdkClientException failure = assertThrows(SdkClientException.class, () -> put("a", new byte[10]));
        assertInstanceOf(SocketException.class, failure.getCause());
        assertEquals(List.of(), stored());
        assertEquals(0, wire.requests().get(0).status());
    }

    @Test
    void a_dropped_answer_leaves_the_work_done() {
        wire.add(FaultRule.at(1, PUT_OBJECT, new Fault.DropAnswer()));
        assertThrows(SdkClientException.class, () -> put("a", CONTENT));
        assertEquals(List.of("a"), stored());
        assertEquals(CONTENT.length, wire.requests(PUT_OBJECT).get(0).uploaded());
        assertEquals(0, wire.requests(PUT_OBJECT).get(0).status());
    }

    @Test
    void an_answer_is_reset_in_the_middle() throws IOException {
        put("a", CONTENT);
        wire.add(FaultRule.at(1, GET_OBJECT, new Fault.ResetAnswer(1_000_000)));
        try (ResponseInputStream<GetObjectResponse> in = open("a")) {
            assertEquals(CONTENT.length, in.response().contentLength());
            assertInstanceOf(SocketException.class, assertThrows(IOException.class, in::readAllBytes));
            in.abort();
        }
        assertEquals(1_000_000, wire.requests(GET_OBJECT).get(0).downloaded());
    }

    @Test
    void an_answer_is_truncated() throws IOException {
        put("a", CONTENT);
        wire.add(FaultRule.at(1, GET_OBJECT, new Fault.TruncateAnswer(1_000_000)));
        try (ResponseInputStream<GetObjectResponse> in = open("a")) {
            byte[] sent = in.readNBytes(1_000_000);
            assertEquals(1_000_000, sent.length);
            assertThrows(IOException.class, in::read);
            in.abort();
        }
    }

    @Test
    void an_answer_without_a_body_is_complete_when_truncated() {
        put("a", CONTENT);
        wire.add(FaultRule.from(1, HEAD_OBJECT, new Fault.TruncateAnswer(0)));
        assertEquals(
                CONTENT.length,
                client.headObject(r -> r.bucket(bucket).key("a")).contentLength());
        assertEquals(1, wire.faults());
    }

    @Test
    void an_answer_is_late() {
        put("a", CONTENT);
        wire.add(FaultRule.at(1, GET_OBJECT, new Fault.DelayAnswer(Duration.ofMillis(300))));
        long start = System.nanoTime();
        assertArrayEquals(CONTENT, get("a").asByteArrayUnsafe());
        assertTrue(System.nanoTime() - start >= Duration.ofMillis(300).toNanos());
    }

    @Test
    void an_answer_is_too_late() {
        wire.add(FaultRule.at(1, new Fault.DelayAnswer(Duration.ofHours(1))));
        try (S3Client impatient = store.clientBuilder()
                .endpointOverride(wire.endpoint())
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(Duration.ofMillis(100)))
                .build()) {
            SdkClientException failure = assertThrows(SdkClientException.class, impatient::listBuckets);
            assertInstanceOf(SocketTimeoutException.class, failure.getCause());
        }
    }

    @Test
    void one_byte_of_an_answer_is_wrong() {
        put("a", CONTENT);
        wire.add(FaultRule.at(1, GET_OBJECT, new Fault.CorruptAnswer(1_234_567)));
        byte[] expected = CONTENT.clone();
        expected[1_234_567] ^= (byte) 0xFF;
        assertArrayEquals(expected, get("a").asByteArrayUnsafe());
        assertArrayEquals(CONTENT, get("a").asByteArrayUnsafe());
    }

    @Test
    void a_wrong_byte_does_not_pass_a_client_that_checks() throws IOException {
        // S3Proxy gives no checksums to check, and S3Mock those that are asked for.
        S3Store checksums = S3Server.S3MOCK.shared();
        String ownBucket = checksums.newBucket();
        try (S3Wire ownWire = S3Wire.to(checksums);
                S3Client checking = checksums
                        .clientBuilder()
                        .endpointOverride(ownWire.endpoint())
                        .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build()) {
            checking.putObject(r -> r.bucket(ownBucket).key("a"), RequestBody.fromBytes(CONTENT));
            ownWire.add(FaultRule.at(1, GET_OBJECT, new Fault.CorruptAnswer(0)));
            RuntimeException failure = assertThrows(
                    RuntimeException.class,
                    () -> checking.getObjectAsBytes(
                            r -> r.bucket(ownBucket).key("a").checksumMode(ChecksumMode.ENABLED)));
            assertTrue(failure.getMessage().contains("checksum"), failure::getMessage);
        }
    }

    @Test
    void random_faults_are_survived_by_a_client_that_tries_again() {
        wire.add(FaultRule.random(
                7,
                0.3,
                Fault.slowDown(),
                Fault.internalError(),
                new Fault.ResetBeforeForwarding(),
                new Fault.DropAnswer(),
                new Fault.ResetAnswer(0)));
        try (S3Client patient = store.clientBuilder()
                .endpointOverride(wire.endpoint())
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(20)
                        .circuitBreakerEnabled(false)
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                        .build()))
                .build()) {
            List<String> keys =
                    IntStream.range(10, 50).mapToObj(Integer::toString).toList();
            keys.forEach(key -> patient.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(key)));
            assertEquals(keys, stored());
        }
        assertTrue(wire.faults() > 5, () -> wire.faults() + " faults");
        wire.heal();
        wire.reset();
        put("healed", CONTENT);
        assertEquals(0, wire.faults());
    }

    @Test
    void the_same_seed_chooses_the_same_requests() {
        List<Optional<Fault>> first = choices(FaultRule.random(3, 0.5, Fault.slowDown(), new Fault.DropAnswer()));
        List<Optional<Fault>> second = choices(FaultRule.random(3, 0.5, Fault.slowDown(), new Fault.DropAnswer()));
        assertEquals(first, second);
        assertEquals(3, first.stream().distinct().count());
    }

    private static List<Optional<Fault>> choices(FaultRule rule) {
        return IntStream.range(0, 100).mapToObj(i -> rule.next(GET_OBJECT)).toList();
    }

    private void put(String key, byte[] content) {
        client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    private ResponseBytes<GetObjectResponse> get(String key) {
        return client.getObjectAsBytes(r -> r.bucket(bucket).key(key));
    }

    private ResponseInputStream<GetObjectResponse> open(String key) {
        return client.getObject(r -> r.bucket(bucket).key(key));
    }

    /** The keys in the bucket, as the server knows them. */
    private List<String> stored() {
        return store.client().listObjectsV2(r -> r.bucket(bucket)).contents().stream()
                .map(object -> object.key())
                .toList();
    }
}
