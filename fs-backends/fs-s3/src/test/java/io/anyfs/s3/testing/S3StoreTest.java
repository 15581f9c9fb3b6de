package io.anyfs.s3.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What tests rely on in the servers that they run against. */
@Tag("once")
class S3StoreTest {

    /** S3Mock takes long to start, and tests in plenty would show what is wrong with it. */
    static Stream<S3Server> tried() {
        return Boolean.getBoolean("anyfs.thorough") ? Stream.of(S3Server.values()) : Stream.of(S3Server.S3PROXY);
    }

    @ParameterizedTest
    @MethodSource("tried")
    void objects_are_kept_in_buckets_of_their_own(S3Server server) {
        S3Store store = server.shared();
        String one = store.newBucket();
        String other = store.newBucket();
        assertNotEquals(one, other);
        put(store, one, "dir/key ü+%", "hello");
        assertEquals("hello", get(store, one, "dir/key ü+%"));
        assertEquals(List.of(), keys(store, other));
    }

    @ParameterizedTest
    @MethodSource("tried")
    void an_emptied_bucket_holds_no_objects_and_no_unfinished_uploads(S3Server server) {
        S3Store store = server.shared();
        String bucket = store.newBucket();
        put(store, bucket, "a", "1");
        put(store, bucket, "b/c", "2");
        put(store, bucket, "not\u0001in\nXML", "3");
        store.client().createMultipartUpload(r -> r.bucket(bucket).key("d"));
        store.emptyBucket(bucket);
        assertEquals(List.of(), keys(store, bucket));
        assertEquals(
                List.of(),
                store.client().listMultipartUploads(r -> r.bucket(bucket)).uploads());
    }

    /** What S3Mock does other than S3: it takes the object away with the upload that should have replaced it. */
    @ParameterizedTest
    @MethodSource("tried")
    void s3mock_alone_loses_an_object_when_an_upload_over_it_is_aborted(S3Server server) {
        S3Store store = server.shared();
        String bucket = store.newBucket();
        put(store, bucket, "old", "1");
        String upload = store.client()
                .createMultipartUpload(r -> r.bucket(bucket).key("old"))
                .uploadId();
        assertEquals(List.of("old"), keys(store, bucket));
        store.client().abortMultipartUpload(r -> r.bucket(bucket).key("old").uploadId(upload));
        assertEquals(server == S3Server.S3MOCK ? List.of() : List.of("old"), keys(store, bucket));
    }

    @ParameterizedTest
    @MethodSource("tried")
    void all_tests_share_one_server(S3Server server) {
        assertSame(server.shared(), server.shared());
    }

    @ParameterizedTest
    @MethodSource("tried")
    void a_closed_store_listens_no_more(S3Server server) throws IOException {
        S3Store store = server.start();
        try (store;
                S3Client client = store.clientBuilder().build()) {
            assertEquals(0, client.listBuckets().buckets().size());
        }
        assertThrows(
                ConnectException.class,
                () -> new Socket(store.endpoint().getHost(), store.endpoint().getPort()).close());
    }

    private static void put(S3Store store, String bucket, String key, String text) {
        store.client().putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    private static String get(S3Store store, String bucket, String key) {
        return store.client().getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String();
    }

    private static List<String> keys(S3Store store, String bucket) {
        return store.client().listObjectsV2(r -> r.bucket(bucket)).contents().stream()
                .map(object -> object.key())
                .toList();
    }
}
