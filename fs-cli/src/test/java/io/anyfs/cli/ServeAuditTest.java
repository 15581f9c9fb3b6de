package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import io.anyfs.cli.command.Signals;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code serve --audit-log}, as a program reads it. */
@Timeout(60)
class ServeAuditTest extends ServeCommandTests {

    @BeforeEach
    void files() throws IOException {
        Files.writeString(directory.resolve("pw"), "secret\n");
        Files.setPosixFilePermissions(directory.resolve("pw"), PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void each_line_is_an_object_that_tells_what_happened_and_a_restart_appends() throws Exception {
        String odd = "a\"b\\c\té{";
        for (int run = 0; run < 2; run++) {
            RunningServer server = start();
            try (FtpTalk talk = FtpTalk.with(server.port("ftp"))) {
                talk.say("USER anyfs");
                assertTrue(talk.say("PASS wrong").startsWith("530"));
                talk.say("USER anyfs");
                assertTrue(talk.say("PASS secret").startsWith("230"));
                assertTrue(talk.store(odd, "abc").startsWith("226"));
                assertTrue(talk.say("DELE " + odd).startsWith("250"));
                assertTrue(talk.say("DELE " + odd).startsWith("550"));
            }
            server.end(Signals.Signal.TERM).succeeded();
        }

        List<JsonObject> lines = Files.readAllLines(directory.resolve("audit")).stream()
                .map(ServeAuditTest::parse)
                .toList();

        List<String> once = List.of("loginFailed", "login", "upload", "delete", "delete", "sessionEnd");
        assertEquals(12, lines.size(), lines::toString);
        for (int i = 0; i < lines.size(); i++) {
            JsonObject line = lines.get(i);
            assertEquals(once.get(i % once.size()), line.get("event").getAsString(), lines::toString);
            assertEquals("anyfs", line.get("user").getAsString());
            assertEquals("127.0.0.1", line.get("address").getAsString());
            assertEquals("FTP", line.get("protocol").getAsString());
            Instant.parse(line.get("time").getAsString());
        }
        JsonObject upload = lines.get(2);
        assertEquals("/" + odd, upload.get("path").getAsString());
        assertEquals(3, upload.get("bytes").getAsLong());
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                upload.get("sha256").getAsString());
        assertEquals("NOT_FOUND", lines.get(4).get("failure").getAsString());
        assertEquals(3, lines.get(5).get("bytesUp").getAsLong());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("audit"))));
    }

    private RunningServer start() {
        return RunningServer.start(
                shell,
                directory,
                "serve",
                "data",
                "--ftp",
                "0",
                "--password-file",
                "pw",
                "--audit-log",
                "audit",
                "--ready-file",
                "ready");
    }

    private static JsonObject parse(String line) {
        JsonReader reader = new JsonReader(new StringReader(line));
        reader.setStrictness(Strictness.STRICT);
        return JsonParser.parseReader(reader).getAsJsonObject();
    }
}
