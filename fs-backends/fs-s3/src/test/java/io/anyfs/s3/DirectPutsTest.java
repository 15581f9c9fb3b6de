package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Small objects that are stored past the SDK: as it would have stored them, and what it makes of failures. */
@Tag("once")
class DirectPutsTest {

    private static final URI PLAIN = URI.create("http://store.example.com:9000");
    private static final URI TLS = URI.create("https://store.example.com");
    private static final PartBody BODY = PartBody.of(new byte[] {1, 2, 3});
    private static final Content CONTENT = Content.of("text/plain", Map.of("mtime", "1", "anyfs-write", "id"));

    /** What differs from one request of the SDK to the next, or tells which of its attempts it is. */
    private static final Set<String> VARYING =
            Set.of("amz-sdk-invocation-id", "amz-sdk-request", "authorization", "x-amz-date");
    /** How the SDK sends a CRC32 with bytes that it has not seen yet; here it is a header. */
    private static final Set<String> FRAMING = Set.of(
            "content-encoding",
            "content-length",
            "x-amz-content-sha256",
            "x-amz-decoded-content-length",
            "x-amz-trailer");

    private final ScriptedHttp http = new ScriptedHttp();
    private Bucket bucket = open(options(PLAIN, S3Storing.DEFAULT));

    @AfterEach
    void close() {
        bucket.close();
        assertEquals(0, http.openBodies(), "bodies that nobody has closed");
    }

    private static S3Options options(URI endpoint, S3Storing storing) {
        return S3Options.of("bucket")
                .withStoring(storing)
                .withConnection(S3Connection.to(endpoint)
                        .withRegion("eu-central-1")
                        .withCredentials(S3Credentials.of("access", "secret")));
    }

    private Bucket open(S3Options options) {
        return new Bucket(client(options).build(), options);
    }

    private S3ClientBuilder client(S3Options options) {
        return S3Clients.builder(options).httpClientBuilder(FirstAttempt.over(http));
    }

    private void reopen(S3Options options) {
        bucket.close();
        bucket = open(options);
    }

    private String put(String key) {
        return bucket.put(key, BODY, CONTENT, Condition.NONE);
    }

    /** After this, objects are stored past the SDK. */
    private void giveExample() {
        put("example");
        assertFalse(isDirect(http.last()));
    }

    private static boolean isDirect(SdkHttpRequest request) {
        return request.firstMatchingHeader("amz-sdk-invocation-id").isEmpty();
    }

    private static Map<String, List<String>> headers(SdkHttpRequest request, Set<String> without) {
        Map<String, List<String>> headers = new TreeMap<>();
        request.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        headers.keySet().removeAll(VARYING);
        headers.keySet().removeAll(without);
        return headers;
    }

    private static String signature(SdkHttpRequest request) {
        return request.firstMatchingHeader("Authorization").orElse("").replaceAll("SignedHeaders=.*", "");
    }

    // ---------------------------------------------------------------- as the SDK would have sent it

    static Stream<Arguments> connections() {
        return Stream.of(PLAIN, TLS)
                .flatMap(endpoint ->
                        Stream.of(S3Checksums.values()).map(checksums -> Arguments.of(endpoint, checksums)));
    }

    @ParameterizedTest
    @MethodSource("connections")
    void the_second_object_is_sent_as_the_first(URI endpoint, S3Checksums checksums) {
        reopen(options(endpoint, S3Storing.DEFAULT.withChecksums(checksums)));
        for (Condition condition : List.of(Condition.NONE, Condition.NOTHING, Condition.version("\"1\""))) {
            reopen(options(endpoint, S3Storing.DEFAULT.withChecksums(checksums)));
            bucket.put("a/b", BODY, CONTENT, condition);
            SdkHttpRequest bySdk = http.last();
            assertEquals("\"etag\"", bucket.put("a/b", BODY, CONTENT, condition));
            SdkHttpRequest direct = http.last();
            assertFalse(isDirect(bySdk));
            assertTrue(isDirect(direct));
            assertEquals(bySdk.getUri(), direct.getUri());
            boolean framed = bySdk.firstMatchingHeader("x-amz-trailer").isPresent();
            Set<String> ignored = framed ? FRAMING : Set.of();
            Map<String, List<String>> expected = headers(bySdk, ignored);
            if (framed) {
                expected.put("x-amz-checksum-crc32", List.of("VbyAHQ=="));
                assertEquals(List.of("UNSIGNED-PAYLOAD"), direct.matchingHeaders("x-amz-content-sha256"));
                assertEquals(List.of("3"), direct.matchingHeaders("Content-Length"));
            }
            assertEquals(expected, headers(direct, ignored));
            assertEquals(signature(bySdk), signature(direct));
            assertArrayEquals(new byte[] {1, 2, 3}, http.lastBody());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a b",
                "a+b",
                "a%2Fb",
                "ä/ö",
                "日本",
                "\uD83D\uDE00",
                "~*'()!",
                "a//b",
                "./a",
                "a/../b",
                "/a",
                "a/",
                ".",
                "..",
                "a\tb",
                "a\nb",
                "a?b#c",
                "a&b=c;d,e:f@g$",
                "[x]{y}|\\^`\"<>",
                "\uD800",
                "\u007f\u0080"
            })
    void a_key_is_sent_to_the_place_where_the_sdk_sends_it(String key) {
        giveExample();
        put(key);
        URI place = http.last().getUri();
        reopen(options(PLAIN, S3Storing.DEFAULT));
        put(key);
        assertEquals(http.last().getUri(), place);
    }

    @Test
    void the_content_type_is_that_of_the_sdk_if_none_is_known() {
        giveExample();
        bucket.put("a", BODY, Content.of(null, Map.of()), Condition.NONE);
        assertTrue(isDirect(http.last()));
        assertEquals(
                "application/octet-stream",
                http.last().firstMatchingHeader("Content-Type").orElseThrow());
    }

    // ---------------------------------------------------------------- what the SDK sends

    @Test
    void what_has_more_than_plain_metadata_is_left_to_the_sdk() {
        giveExample();
        for (Content content : List.of(
                Content.of("text/plain", Map.of("name", "ä")),
                Content.of("text/plain", Map.of("name", " blank")),
                Content.of("text/plain", Map.of("name", "")),
                new Content("text/plain", "no-cache", null, null, null, null, Map.of()),
                new Content("text/plain", null, null, null, null, "GLACIER", Map.of()))) {
            bucket.put("key", BODY, content, Condition.NONE);
            assertFalse(isDirect(http.last()), content::toString);
        }
        put("key");
        assertTrue(isDirect(http.last()));
    }

    @Test
    void what_is_large_is_left_to_the_sdk() {
        giveExample();
        bucket.put("key", PartBody.of(new byte[1 << 20]), CONTENT, Condition.NONE);
        assertFalse(isDirect(http.last()));
    }

    static Stream<S3Storing> unusual() {
        return Stream.of(
                S3Storing.DEFAULT.withStorageClass("STANDARD_IA"),
                S3Storing.DEFAULT.withAcl("private"),
                S3Storing.DEFAULT.withEncryption(S3Encryption.S3_MANAGED),
                S3Storing.DEFAULT.withRequesterPays(true));
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void buckets_with_more_to_say_are_left_to_the_sdk(S3Storing storing) {
        reopen(options(PLAIN, storing));
        put("example");
        put("key");
        assertFalse(isDirect(http.last()));
    }

    @Test
    void what_is_not_signed_is_left_to_the_sdk() {
        S3Options options =
                S3Options.of("bucket").withConnection(S3Connection.to(PLAIN).anonymously());
        reopen(options);
        put("example");
        put("key");
        assertFalse(isDirect(http.last()));
    }

    @Test
    void a_client_with_interceptors_of_its_own_is_left_to_the_sdk() {
        S3Options options = options(PLAIN, S3Storing.DEFAULT);
        bucket.close();
        bucket = new Bucket(
                client(options)
                        .overrideConfiguration(
                                configuration -> configuration.addExecutionInterceptor(new ExecutionInterceptor() {}))
                        .build(),
                options);
        put("example");
        put("key");
        assertFalse(isDirect(http.last()));
    }

    @Test
    void a_thread_that_was_interrupted_sends_nothing() {
        giveExample();
        int before = http.count();
        Thread.currentThread().interrupt();
        try {
            assertThrows(AbortedException.class, () -> put("key"));
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(before, http.count());
    }

    // ---------------------------------------------------------------- failures

    @Test
    void a_connection_that_breaks_is_the_first_attempt_of_the_sdk() {
        giveExample();
        int before = http.count();
        http.next(new SocketException("Connection reset"));
        assertEquals("\"etag\"", put("key"));
        assertEquals(before + 2, http.count());
        assertFalse(isDirect(http.last()));
        assertTrue(http.last().firstMatchingHeader("amz-sdk-request").orElse("").startsWith("attempt=2"));
        put("another");
        assertTrue(isDirect(http.last()));
    }

    @Test
    void what_fails_for_ever_is_tried_as_often_as_the_sdk_does() {
        giveExample();
        int before = http.count();
        for (int attempt = 1; attempt <= 3; attempt++) {
            http.next(new SocketException("Connection reset"));
        }
        assertThrows(SdkClientException.class, () -> put("key"));
        assertEquals(before + 3, http.count());
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 412})
    void a_refused_condition_is_told_by_the_sdk_without_another_request(int status) {
        giveExample();
        int before = http.count();
        http.next(status, "<Error><Code>Refused</Code><Message>no</Message></Error>");
        S3Exception refused = assertThrows(S3Exception.class, () -> put("key"));
        assertEquals(status, refused.statusCode());
        assertEquals("Refused", refused.awsErrorDetails().errorCode());
        assertEquals(before + 1, http.count());
        put("another");
        assertTrue(isDirect(http.last()));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void a_store_that_is_busy_is_asked_again_by_the_sdk(int status) {
        giveExample();
        int before = http.count();
        http.next(status, "<Error><Code>SlowDown</Code></Error>");
        assertEquals("\"etag\"", put("key"));
        assertEquals(before + 2, http.count());
        put("another");
        assertTrue(isDirect(http.last()));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 403, 404, 501})
    void what_the_store_takes_from_the_sdk_only_is_left_to_it_from_then_on(int status) {
        giveExample();
        http.next(status, "<Error><Code>Odd</Code></Error>");
        assertEquals("\"etag\"", put("key"));
        put("another");
        assertFalse(isDirect(http.last()));
    }

    @Test
    void what_the_store_refuses_from_the_sdk_too_changes_nothing() {
        giveExample();
        http.next(403, "<Error><Code>AccessDenied</Code></Error>");
        http.next(403, "<Error><Code>AccessDenied</Code></Error>");
        assertThrows(S3Exception.class, () -> put("key"));
        put("another");
        assertTrue(isDirect(http.last()));
    }

    @Test
    void a_success_that_says_more_than_expected_is_read_by_the_sdk() {
        giveExample();
        http.next(200, "<Result/>");
        put("key");
        assertTrue(isDirect(http.last()));
    }

    @Test
    void an_answer_that_cannot_be_given_to_the_sdk_is_not_left_open() {
        giveExample();
        http.next(503, "<Error><Code>SlowDown</Code></Error>");
        http.onAnswer(() -> Thread.currentThread().interrupt());
        try {
            assertThrows(AbortedException.class, () -> put("key"));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }
}
