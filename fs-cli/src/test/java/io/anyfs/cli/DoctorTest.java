package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.demo.s3.DemoS3;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class DoctorTest {

    @TempDir
    private Path directory;

    private Shell shell;

    @BeforeEach
    void shell() {
        shell = new Shell(directory);
    }

    @AfterEach
    void forgetCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void everything_is_looked_at() {
        Shell.Result result = shell.run("doctor", "--port", "0");
        assertEquals(ExitCode.OK.number(), result.exitCode(), result::toString);
        List<String> subjects = shell.run("doctor", "--json", "--port", "0").objects().stream()
                .map(finding -> finding.get("subject").getAsString())
                .toList();
        assertEquals(
                List.of(
                        "anyfs",
                        "java",
                        "storages",
                        "wrappers",
                        "servers",
                        "mounts",
                        "optional parts",
                        "leak detection",
                        "clock",
                        "backlog",
                        "open files",
                        "encoding",
                        "terminal",
                        "temporary files",
                        "state",
                        "users",
                        "port 0",
                        "s3 credentials"),
                subjects);
    }

    @Test
    void it_fails_where_the_state_cannot_be_kept() throws IOException {
        Files.writeString(directory.resolve("state"), "a file where a directory should be");
        Shell.Result result = shell.run("doctor", "--port", "0");
        assertTrue(result.failed(ExitCode.DIFFERENT).contains("1 of these must be mended"));
        assertTrue(result.out().contains("FAIL  state"), result::toString);
        assertTrue(result.out().contains("set XDG_STATE_HOME"), result::toString);
    }

    @Test
    void a_storage_that_works_is_measured() throws IOException {
        Path place = Files.createDirectory(directory.resolve("place"));
        for (String url : List.of("mem:", "local:" + place, place.toString())) {
            Shell.Result result = shell.run("doctor", "--port", "0", "--write", url);
            assertEquals(ExitCode.OK.number(), result.exitCode(), result::toString);
            for (String subject : List.of("storage", "stat", "list", "capabilities", "space", "round trip")) {
                assertTrue(result.out().contains("OK    " + subject + " "), subject + " in " + result);
            }
        }
        assertIsEmpty(place);
        assertFalse(shell.run("doctor", place.toString()).out().contains("round trip"));
    }

    @Test
    void a_place_that_is_missing_or_makes_no_sense_is_told() {
        assertTrue(failure("none").startsWith("stat: there is nothing at this place; create it"));
        shell.run("doctor", "floppy:a").failed(ExitCode.USAGE);
        shell.run("doctor", "--write").failed(ExitCode.USAGE);
    }

    @Test
    void what_may_not_be_listed_or_written_is_told() throws IOException {
        Path place = Files.createDirectory(directory.resolve("place"));
        String url = "fault+local:" + place + "?fault.rules=list=denied";
        assertTrue(failure(url).startsWith("list: this user may not; run as one who may"), () -> failure(url));
        assertTrue(
                failure("readonly+local:" + place, "--write").startsWith("round trip: it can only be read"),
                () -> failure("readonly+local:" + place, "--write"));
        assertIsEmpty(place);
    }

    @Test
    void a_round_trip_that_fails_leaves_nothing_behind() throws IOException {
        Path place = Files.createDirectory(directory.resolve("place"));
        for (String rule : List.of("write=full", "commit=lost", "open-read=fail", "delete@1=fail")) {
            String failure = failure("fault+local:" + place + "?fault.rules=" + rule, "--write");
            assertTrue(failure.startsWith("round trip: "), failure);
            assertIsEmpty(place);
        }
    }

    @Test
    void what_is_wrong_with_a_bucket_is_told_in_plain_words() throws Exception {
        try (DemoS3 server = DemoS3.start()) {
            server.createBucket("there");
            assertTells(
                    server, server.accessKey(), "wrong", "there", "the secret key does not belong to the access key");
            assertTells(server, "unknown", server.secretKey(), "there", "the store does not know this access key");
            assertTells(server, server.accessKey(), server.secretKey(), "missing", "there is no bucket of this name");
            Shell.Result result = shell.run("doctor", "--port", "0", "--write", url(server, "there"));
            assertEquals(ExitCode.OK.number(), result.exitCode(), result::toString);
            assertTrue(result.out().contains("OK    round trip"), result::toString);
            assertTrue(result.out().contains("system properties aws.accessKeyId"), result::toString);
            assertFalse(result.toString().contains(server.secretKey()), result::toString);
        }
    }

    @Test
    void a_store_that_does_not_listen_is_told() throws IOException {
        System.setProperty("aws.accessKeyId", "any");
        System.setProperty("aws.secretAccessKey", "any");
        String nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "s3://bucket?endpoint=http://127.0.0.1:" + socket.getLocalPort();
        }
        assertTrue(failure(nobody).startsWith("storage: nothing listens at this address"), () -> failure(nobody));
    }

    private void assertTells(DemoS3 server, String key, String secret, String bucket, String advice) {
        System.setProperty("aws.accessKeyId", key);
        System.setProperty("aws.secretAccessKey", secret);
        String failure = failure(url(server, bucket));
        assertTrue(failure.startsWith("storage: " + advice), failure);
    }

    private static String url(DemoS3 server, String bucket) {
        return "s3://" + bucket + "?region=" + server.region() + "&endpoint=" + server.endpoint();
    }

    /** The one thing that does not work: its subject and text. */
    private String failure(String... words) {
        Shell.Result result = shell.run(Stream.concat(Stream.of("doctor", "--json", "--port", "0"), Stream.of(words))
                .toArray(String[]::new));
        result.failed(ExitCode.DIFFERENT);
        List<JsonObject> failures = result.objects().stream()
                .filter(finding -> finding.get("verdict").getAsString().equals("FAIL"))
                .toList();
        assertEquals(1, failures.size(), result::toString);
        return failures.get(0).get("subject").getAsString() + ": "
                + failures.get(0).get("text").getAsString();
    }

    private static void assertIsEmpty(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            assertEquals(List.of(), entries.toList());
        }
    }
}
