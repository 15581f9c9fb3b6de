package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Eventually;
import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("usually-once")
class HashTest {

    private static final String CHECK = "123456789";
    private static final String CHECK_CRC32 = "cbf43926";
    private static final String CHECK_SHA_256 = "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225";

    @RegisterExtension
    final Served served = new Served();

    @Test
    void HASH_computes_what_OPTS_HASH_has_chosen() throws Exception {
        served.fs().write("/a file", CHECK);
        try (WireClient client = served.login()) {
            assertEquals(
                    "213 SHA-256 0-8 " + CHECK_SHA_256 + " /a file",
                    client.say("HASH a file", 213),
                    "SHA-256 unless the client says otherwise");
            for (String name : new String[] {"SHA-512", "sha-1", "MD5"}) {
                String chosen = client.say("OPTS HASH " + name, 200);
                assertEquals("200 " + name.toUpperCase(Locale.ROOT), chosen);
                assertEquals(chosen, client.say("OPTS HASH", 200));
                String expected =
                        HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(CHECK.getBytes(UTF_8)));
                assertTrue(client.say("HASH a file", 213).contains(" 0-8 " + expected + " /a file"), name);
            }
            client.say("OPTS HASH CRC32", 200);
            assertEquals("213 CRC32 0-8 " + CHECK_CRC32 + " /a file", client.say("HASH a file", 213));
            assertTrue(client.say("FEAT", 211).contains(" HASH SHA-256;SHA-512;SHA-1;MD5;CRC32*"));
            client.say("OPTS HASH SHA3", 501);
            client.say("HASH missing", 550);
            client.say("HASH", 501);
            client.say("MKD dir", 257);
            client.say("HASH dir", 550);
        }
    }

    @Test
    void RANG_chooses_the_bytes_of_the_next_hash_or_download_only() throws IOException {
        served.fs().write("/file", "xx" + CHECK + "yy");
        try (WireClient client = served.login()) {
            client.say("OPTS HASH CRC32", 200);
            client.say("RANG 2 10", 350);
            assertEquals("213 CRC32 2-10 " + CHECK_CRC32 + " /file", client.say("HASH file", 213));
            assertTrue(client.say("HASH file", 213).startsWith("213 CRC32 0-12 "), "it is used up");
            client.say("RANG 2 10", 350);
            assertEquals(CHECK, client.downloadText("RETR file"));
            client.say("RANG 11 99999", 350);
            assertEquals("yy", client.downloadText("RETR file"));
            client.say("RANG 2 10", 350);
            client.say("RANG 1 0", 350);
            assertEquals(13, client.download("RETR file").length, "taken back");
            client.say("REST 5", 350);
            client.say("RANG 0 0", 350);
            assertEquals("x", client.downloadText("RETR file"), "the last word counts");
            client.say("RANG 14 20", 350);
            client.say("HASH file", 501);
            client.say("RANG 2 10", 350);
            client.passive().close();
            client.say("STOR file", 504);
            client.say("RANG 2", 501);
            client.say("RANG -1 5", 501);
        }
    }

    @Test
    void the_older_commands_take_the_range_behind_the_name_as_their_clients_write_it() throws IOException {
        served.fs().write("/file", CHECK + "yy");
        served.fs().write("/check 9", CHECK);
        served.fs().write("/a b", "xx" + CHECK + "yy");
        try (WireClient client = served.login()) {
            for (String command : new String[] {
                "XCRC file 9",
                "XCRC file 0 9",
                "XCRC \"/file\" 0 9",
                "XCRC \"/file\", 0, 9",
                "XCRC \"a b\" 2 11",
                "XCRC a b 2 11",
                "XCRC check 9",
                "XCRC \"check 9\"",
                "XCRC check 9 0 99"
            }) {
                assertEquals("250 " + CHECK_CRC32, client.say(command, 250), command);
            }
            assertEquals("250 " + CHECK_SHA_256, client.say("XSHA256 check 9", 250));
            assertEquals(4 + 32, client.say("XMD5 file", 250).length());
            assertEquals(client.say("XSHA file", 250), client.say("XSHA1 file", 250));
            assertEquals(4 + 128, client.say("XSHA512 file", 250).length());
            client.say("XCRC file 5 3", 501);
            client.say("XCRC file 50 60", 501);
            client.say("XCRC missing", 550);
        }
    }

    @Test
    void ABOR_ends_a_hash_and_the_session_goes_on() throws Exception {
        GatedReads storage = new GatedReads(new MemoryBackend(MemoryOptions.DEFAULT));
        try (FileSystem fs = FileSystem.over(storage);
                FtpServer server =
                        FtpServer.builder(fs).user("alice", "secret").port(0).start();
                WireClient client = WireClient.login(server)) {
            fs.write("/file", CHECK);
            storage.hold();
            client.send("HASH file");
            storage.awaitReader();
            assertTrue(client.say("STAT", 211).contains("HASH /file: 0 bytes so far"));
            client.say("NOOP", 200);
            client.send("ABOR");
            client.expect(426);
            client.expect(226);
            client.say("HASH file", 213);
        }
    }

    @Test
    void a_client_that_leaves_ends_its_hash_and_gives_its_place_to_the_next() throws Exception {
        GatedReads storage = new GatedReads(new MemoryBackend(MemoryOptions.DEFAULT));
        try (FileSystem fs = FileSystem.over(storage);
                FtpServer server =
                        FtpServer.builder(fs).user("alice", "secret").port(0).start()) {
            fs.write("/file", CHECK);
            storage.hold();
            try (WireClient client = WireClient.login(server)) {
                client.send("HASH file");
                storage.awaitReader();
            }
            try (WireClient client = WireClient.login(server)) {
                client.say("HASH file", 213);
            }
            assertTrue(fs.exists(FsPath.of("/file")));
        }
    }

    @Test
    void one_place_is_for_one_hash_and_who_waits_can_be_aborted() throws Exception {
        HashSlots slots = new HashSlots(1);
        Closeable first = slots.take(new Transfer("first"));
        Transfer waits = new Transfer("waits");
        FutureTask<String> waiting = new FutureTask<>(() -> {
            try {
                slots.take(waits).close();
                return "took";
            } catch (IOException aborted) {
                return String.valueOf(aborted.getMessage());
            }
        });
        Thread thread = new Thread(waiting);
        thread.start();
        Eventually.holds("it waits", () -> thread.getState() == Thread.State.WAITING);
        waits.abort("no more wanted");
        assertEquals("aborted", waiting.get());
        first.close();
        slots.take(new Transfer("next")).close();
    }

    @Test
    void a_hash_that_takes_long_sends_lines_meanwhile() throws Exception {
        GatedReads storage = new GatedReads(new MemoryBackend(MemoryOptions.DEFAULT));
        try (FileSystem fs = FileSystem.over(storage);
                FtpServer server = FtpServer.builder(fs)
                        .user("alice", "secret")
                        .port(0)
                        .stallTimeout(Duration.ofMillis(600))
                        .start();
                WireClient client = WireClient.login(server)) {
            fs.write("/file", CHECK);
            storage.hold();
            client.send("HASH file");
            assertEquals("213-Computing SHA-256", client.line());
            assertEquals(" Computing SHA-256", client.line());
            storage.release();
            String line = client.line();
            while (line.startsWith(" ")) {
                line = client.line();
            }
            assertEquals("213 SHA-256 0-8 " + CHECK_SHA_256 + " /file", line);
            client.say("NOOP", 200);
        }
    }
}
