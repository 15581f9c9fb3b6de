package io.anyfs.demo.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The server as a client sees it. */
class DemoS3Test {

    @Test
    void gives_back_what_was_put() throws IOException {
        try (DemoS3 server = DemoS3.start();
                S3Client client = client(server, server.secretKey())) {
            server.createBucket("demo");
            client.putObject(r -> r.bucket("demo").key("a/ü 1.txt"), RequestBody.fromString("hello"));
            assertEquals(
                    "hello",
                    client.getObjectAsBytes(r -> r.bucket("demo").key("a/ü 1.txt"))
                            .asUtf8String());
        }
    }

    @Test
    void refuses_a_wrong_secret() throws IOException {
        try (DemoS3 server = DemoS3.start();
                S3Client client = client(server, "guess")) {
            server.createBucket("demo");
            S3Exception refusal = assertThrows(S3Exception.class, () -> client.listObjectsV2(r -> r.bucket("demo")));
            assertEquals(403, refusal.statusCode());
        }
    }

    @Test
    void servers_share_nothing() throws IOException {
        try (DemoS3 one = DemoS3.start();
                DemoS3 other = DemoS3.start("other", "key of other");
                S3Client client = client(other, "key of other")) {
            one.createBucket("demo");
            assertEquals(0, client.listBuckets().buckets().size());
            assertNotEquals(one.secretKey(), other.secretKey());
        }
    }

    @Test
    void a_second_bucket_of_the_same_name_is_refused() throws IOException {
        try (DemoS3 server = DemoS3.start()) {
            server.createBucket("demo");
            IOException refusal = assertThrows(IOException.class, () -> server.createBucket("demo"));
            assertTrue(refusal.getMessage().contains("demo"), refusal::getMessage);
        }
    }

    @Test
    void an_object_that_must_be_new_is_not_replaced() throws IOException {
        try (DemoS3 server = DemoS3.start();
                S3Client client = client(server, server.secretKey())) {
            server.createBucket("demo");
            client.putObject(r -> r.bucket("demo").key("f").ifNoneMatch("*"), RequestBody.fromString("first"));
            S3Exception refusal = assertThrows(
                    S3Exception.class,
                    () -> client.putObject(
                            r -> r.bucket("demo").key("f").ifNoneMatch("*"), RequestBody.fromString("second")));
            assertEquals(412, refusal.statusCode());
        }
    }

    @Test
    void directories_deleted_with_their_markers_are_listed_no_more() throws IOException {
        try (DemoS3 server = DemoS3.start();
                S3Client client = client(server, server.secretKey())) {
            server.createBucket("demo");
            for (int round = 0; round < 50; round++) {
                List<ObjectIdentifier> objects = new ArrayList<>();
                for (String key : List.of("d/", "d/f", "d/g", "d/s/", "d/s/h")) {
                    client.putObject(r -> r.bucket("demo").key(key), RequestBody.empty());
                    objects.add(ObjectIdentifier.builder().key(key).build());
                }
                client.deleteObjects(r -> r.bucket("demo").delete(all -> all.objects(objects)));
                ListObjectsV2Response left =
                        client.listObjectsV2(r -> r.bucket("demo").delimiter("/"));
                assertEquals(List.of(), left.commonPrefixes(), "after round " + round);
                assertEquals(List.of(), left.contents());
            }
        }
    }

    @Test
    void nothing_is_left_after_the_close() throws Exception {
        try (DemoS3 warmUp = DemoS3.start();
                S3Client client = client(warmUp, warmUp.secretKey())) {
            client.listBuckets();
        }
        Set<String> before = threads();
        DemoS3 server = DemoS3.start();
        try (S3Client client = client(server, server.secretKey())) {
            client.listBuckets();
            server.close();
        }
        server.close();
        assertThrows(
                ConnectException.class,
                () -> new Socket(server.endpoint().getHost(), server.endpoint().getPort()).close());
        Set<String> left = threads();
        left.removeAll(before);
        assertEquals(Set.of(), left);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && !thread.getThreadGroup().getName().equals("system"))
                .map(Thread::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static S3Client client(DemoS3 server, String secretKey) {
        return S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(server.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(server.accessKey(), secretKey)))
                .forcePathStyle(true)
                .build();
    }
}
