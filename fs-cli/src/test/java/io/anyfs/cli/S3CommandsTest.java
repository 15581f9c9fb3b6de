package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.demo.s3.DemoS3;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

@Tag("once")
class S3CommandsTest {

    private static final String ID = "8d5c2c1e-0b8f-4a5e-9d53-0f0f4ac2a001";

    private static DemoS3 server;
    private static S3Client client;

    @TempDir
    private Path directory;

    private Shell shell;
    private String bucket;

    @BeforeAll
    static void start() throws Exception {
        server = DemoS3.start();
        System.setProperty("aws.accessKeyId", server.accessKey());
        System.setProperty("aws.secretAccessKey", server.secretKey());
        client = S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(server.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
                .forcePathStyle(true)
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        client.close();
        server.close();
    }

    @BeforeEach
    void newBucket() throws Exception {
        shell = new Shell(directory);
        bucket = "test-" + UUID.randomUUID();
        server.createBucket(bucket);
    }

    @Test
    void unfinished_uploads_are_listed() {
        String id = begin("photos/large ü.jpg");
        begin("other");
        client.uploadPart(
                r -> r.bucket(bucket).key("photos/large ü.jpg").uploadId(id).partNumber(1),
                RequestBody.fromBytes(new byte[3000]));
        List<String> lines =
                shell.run("s3", "uploads", url("/photos")).succeeded().lines();
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(
                lines.get(0).matches("2.9 KiB  [-0-9]{10} [:0-9]{5}  unfinished  photos/large ü.jpg  \\S+"),
                lines::toString);
        JsonObject json =
                shell.run("s3", "uploads", "--json", url("/photos")).succeeded().object();
        assertEquals("photos/large ü.jpg", json.get("key").getAsString());
        assertEquals(id, json.get("id").getAsString());
        assertEquals(3000, json.get("bytes").getAsLong());
        assertTrue(json.has("started"));
        assertEquals(false, json.get("aborted").getAsBoolean());
    }

    @Test
    void old_uploads_are_aborted_and_listed() {
        begin("one");
        begin("two");
        assertEquals(
                "",
                shell.run("s3", "uploads", url(""), "--abort-older-than", "9999w")
                        .succeeded()
                        .out());
        List<String> aborted = shell.run("s3", "uploads", url(""), "--abort-older-than", "0s")
                .succeeded()
                .lines();
        assertEquals(2, aborted.size(), aborted::toString);
        assertTrue(aborted.stream().allMatch(line -> line.contains("  aborted")), aborted::toString);
        assertEquals("", shell.run("s3", "uploads", url("")).succeeded().out());
    }

    @Test
    void an_interrupted_move_is_listed_and_completed() {
        begunMove("copying");
        put("a/one", "1");
        put("a/sub/two", "2");
        List<String> lines = shell.run("s3", "recover", url("")).succeeded().lines();
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains("  copying  s3://" + bucket + "/a?"), lines::toString);
        assertTrue(lines.get(0).endsWith("  elsewhere 4711  " + ID), lines::toString);
        JsonObject json =
                shell.run("s3", "recover", "--json", url("")).succeeded().object();
        assertEquals(ID, json.get("id").getAsString());
        assertEquals("copying", json.get("phase").getAsString());
        assertEquals("2025-01-31T10:00:00Z", json.get("started").getAsString());
        assertEquals("elsewhere", json.get("host").getAsString());
        assertEquals(4711, json.get("pid").getAsLong());
        assertEquals(url("/a"), json.get("source").getAsString());

        String done =
                shell.run("s3", "recover", url(""), "--complete").succeeded().out();
        assertTrue(done.startsWith("completed  ") && done.contains("2 copied, 0 there already, 2 deleted"), done);
        assertEquals(Map.of("b/one", "1", "b/sub/two", "2"), objects());
        assertEquals("", shell.run("s3", "recover", url("")).succeeded().out());
    }

    @Test
    void an_interrupted_move_is_undone() {
        begunMove("copying");
        put("a/one", "1");
        put("a/two", "2");
        client.copyObject(r -> r.sourceBucket(bucket)
                .sourceKey("a/one")
                .destinationBucket(bucket)
                .destinationKey("b/one"));
        client.copyObject(r -> r.sourceBucket(bucket)
                .sourceKey("a/two")
                .destinationBucket(bucket)
                .destinationKey("b/two")
                .metadataDirective("REPLACE")
                .metadata(Map.of("mtime", "1")));
        Shell.Result undone = shell.run("s3", "recover", url(""), "--undo", "--json", "--move", ID);
        String line = undone.failed(ExitCode.DIFFERENT);
        assertTrue(line.startsWith("anyfs s3 recover: "), line);
        assertEquals(
                List.of("b/one", "b/two"),
                undone.object().getAsJsonArray("differing").asList().stream()
                        .map(key -> key.getAsString())
                        .toList());
        assertEquals(4, objects().size() - 1);

        shell.run("rm", "-r", url("/b")).succeeded();
        JsonObject finished = shell.run("s3", "recover", url(""), "--undo", "--json")
                .succeeded()
                .object();
        assertTrue(finished.get("finished").getAsBoolean());
        assertEquals(Map.of("a/one", "1", "a/two", "2"), objects());
    }

    @Test
    void a_move_whose_process_runs_is_left_alone() throws Exception {
        begunMove(
                "copying",
                InetAddress.getLocalHost().getHostName(),
                ProcessHandle.current().pid(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
        put("a/one", "1");
        String line = shell.run("s3", "recover", url(""), "--complete").failed(ExitCode.TRY_AGAIN);
        assertTrue(line.contains("is still at it"), line);
        assertEquals("1", objects().get("a/one"));
    }

    @Test
    void a_move_that_has_begun_to_delete_is_not_undone() {
        begunMove("deleting");
        put("a/one", "1");
        String line = shell.run("s3", "recover", url(""), "--undo").failed(ExitCode.FAILURE);
        assertTrue(line.contains("can only be completed"), line);
        assertEquals("1", objects().get("a/one"));
    }

    @Test
    void odd_keys_are_listed_with_the_place_that_reaches_them() {
        put("in/.anyfs~dot", "odd");
        put("in/fine", "x");
        List<String> lines = shell.run("s3", "odd", url("/in")).succeeded().lines();
        assertEquals(
                List.of(
                        "in/.anyfs~dot  " + url("/in/.anyfs~=dot")
                                + "  a name in it begins with .anyfs~, as the names that stand for such keys",
                        "2 keys were looked at"),
                lines);
        JsonObject json =
                shell.run("s3", "odd", "--json", url("/in")).succeeded().object();
        assertEquals("in/.anyfs~dot", json.get("key").getAsString());
        assertEquals("ESCAPE", json.getAsJsonArray("reasons").get(0).getAsString());
        assertEquals(
                "odd",
                shell.run("cat", json.get("path").getAsString()).succeeded().out());
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertEquals(
                "anyfs s3: name one of its commands: uploads, recover or odd; see: anyfs s3 --help",
                shell.run("s3").failed(ExitCode.USAGE));
        assertTrue(shell.run("s3", "odd", "mem:").failed(ExitCode.USAGE).contains("s3://bucket"));
        assertTrue(shell.run("s3", "odd", ".").failed(ExitCode.USAGE).contains("s3://bucket"));
        assertTrue(
                shell.run("s3", "uploads", "s3://b?no=1").failed(ExitCode.USAGE).contains("parameter 'no'"));
        assertTrue(shell.run("s3", "uploads", url(""), "--abort-older-than", "soon")
                .failed(ExitCode.USAGE)
                .contains("12h"));
        shell.run("s3", "recover", url(""), "--complete", "--undo").failed(ExitCode.USAGE);
        shell.run("s3", "recover", url(""), "--move", "none").failed(ExitCode.NOT_FOUND);
        shell.run("s3", "uploads", url("").replace(bucket, "none-" + bucket)).failed(ExitCode.NOT_FOUND);
    }

    private String url(String path) {
        return "s3://" + bucket + path + "?endpoint=" + server.endpoint() + "&region=" + server.region();
    }

    private String begin(String key) {
        return client.createMultipartUpload(r -> r.bucket(bucket).key(key)).uploadId();
    }

    private void put(String key, String text) {
        client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    /** As a process that was killed leaves it. */
    private void begunMove(String phase) {
        begunMove(phase, "elsewhere", 4711, Instant.parse("2025-01-31T10:00:00Z"));
    }

    private void begunMove(String phase, String host, long pid, Instant started) {
        put(".anyfs-moves/" + ID, """
                format=1
                source=/a
                target=/b
                phase=%s
                started=%s
                host=%s
                pid=%d
                owner=somebody
                """.formatted(phase, started, host, pid));
    }

    private Map<String, String> objects() {
        return client.listObjectsV2(r -> r.bucket(bucket)).contents().stream()
                .collect(Collectors.toMap(
                        S3Object::key,
                        object -> client.getObjectAsBytes(r -> r.bucket(bucket).key(object.key()))
                                .asUtf8String()));
    }
}
