package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.SeveralUsers;
import io.anyfs.expose.SingleUser;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.LoggedSurprises;
import io.anyfs.tree.TreeDelete;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes over a control connection ends at most that connection, and leaves nothing behind. */
@Tag("once")
class ControlFuzzTest {

    private static final boolean THOROUGH = Boolean.getBoolean("anyfs.thorough");
    private static final int LINES = THOROUGH ? 500_000 : 10_000;

    @Test
    void lines_of_any_kind_end_at_most_the_session_that_sent_them() throws Exception {
        long seed = THOROUGH ? System.nanoTime() : 20_200_101;
        FuzzedLines lines = new FuzzedLines(seed);
        try (FileSystem fuzzed = MemoryFileSystem.create();
                FileSystem own = MemoryFileSystem.create();
                LoggedSurprises surprises = LoggedSurprises.listen();
                FileService service = new FileService(
                        new SeveralUsers(List.of(
                                new SingleUser("alice", "secret", List.of(), fuzzed),
                                new SingleUser("bob", "secret", List.of(), own))),
                        ServiceLimits.DEFAULT.withDrainTimeout(Duration.ZERO));
                FtpServer server = FtpServer.builder(service)
                        .port(0)
                        .connectTimeout(Duration.ofMillis(5))
                        .stallTimeout(Duration.ofMillis(500))
                        .uploadWatch(Duration.ZERO)
                        .start()) {
            own.write("/mine", "untouched");
            try (WireClient bystander = WireClient.connect(server)) {
                bystander.say("USER bob", 331);
                bystander.say("PASS secret", 230);
                long replies = 0;
                for (int episode = 0; lines.made() < LINES; episode++) {
                    populate(fuzzed);
                    String where = "seed " + seed + ", episode " + episode;
                    replies += converse(server, lines, where);
                    bystander.say("NOOP", 200);
                    surprises.requireNone(where);
                }
                assertTrue(replies > LINES / 2, "most lines are reached and answered: " + replies);
                assertEquals("untouched", new String(bystander.download("RETR mine"), UTF_8));
                Eventually.holds(
                        "only the bystander is there",
                        () -> service.sessions().size() == 1
                                && service.pendingLogins() == 0
                                && server.connections() == 1);
                Eventually.holds(() -> fuzzed.openResources().isEmpty(), () -> "open: " + fuzzed.openResources());
            }
        }
        Served.awaitNoThreads();
    }

    /** What an earlier client made of it may be anything. */
    private static void populate(FileSystem fs) throws IOException {
        if (!fs.exists("/dir/inner") || !fs.exists("/file") || fs.stat("/file").isDirectory()) {
            TreeDelete.empty(fs, FsPath.ROOT);
            fs.createDirectories("/dir/inner");
            fs.write("/file", "content");
        }
    }

    /** Sends some lines, and reads what comes until the end. Returns how many lines the server said. */
    private static long converse(FtpServer server, FuzzedLines lines, String where) throws IOException {
        int count = 1 + lines.below(25);
        try (WireClient client = lines.chance(80) ? WireClient.login(server) : WireClient.connect(server)) {
            Socket data = lines.chance(20) ? dataConnection(client) : null;
            try (data) {
                if (data != null) {
                    data.getOutputStream().write(lines.bytes(2_000));
                    client.sendRaw(lines.transfer());
                    if (lines.chance(30)) {
                        WireClient.reset(data);
                    } else if (lines.chance(50)) {
                        data.close();
                    }
                }
                for (int i = 0; i < count; i++) {
                    client.sendRaw(lines.next());
                }
                client.sendRaw("\r\nQUIT\r\n".getBytes(UTF_8));
            } catch (SocketException ended) {
                // The server has had enough.
            }
            return requireReplies(client.control(), where);
        }
    }

    /** A data connection, if this client may have one. */
    private static @Nullable Socket dataConnection(WireClient client) throws IOException {
        client.send("EPSV");
        String reply = client.reply();
        return reply.startsWith("229") ? new Socket(client.control().getInetAddress(), WireClient.portIn(reply)) : null;
    }

    /** What the server says is text in lines, whatever it was told. */
    private static long requireReplies(Socket control, String where) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            control.getInputStream().transferTo(said);
        } catch (SocketException reset) {
            // An end as well.
        }
        byte[] bytes = said.toByteArray();
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException broken) {
            throw new AssertionError(where + ": no UTF-8 was said: " + new String(bytes, UTF_8), broken);
        }
        String odd = text.replace("\r\n", "").replaceAll("[^\\p{Cntrl}]", "");
        assertTrue(odd.isEmpty(), () -> where + ": control characters were said: " + text);
        assertTrue(text.isEmpty() || text.endsWith("\r\n"), () -> where + ": a broken line was said: " + text);
        return text.lines().count();
    }
}
