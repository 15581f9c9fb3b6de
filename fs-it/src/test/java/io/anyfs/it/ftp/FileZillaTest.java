package io.anyfs.it.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What FileZilla and WinSCP send, line by line: they have no command line here. */
class FileZillaTest {

    @TempDir
    Path directory;

    /** FileZilla has a connection for the listing and one for each transfer, and resumes by REST and STOR. */
    @ParameterizedTest
    @EnumSource(Storage.class)
    void filezilla_uploads_resumes_and_keeps_times(Storage storage) throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.of(storage, directory);
                Wire browsing = new Wire(site.port());
                Wire transferring = new Wire(site.port())) {
            for (Wire wire : List.of(browsing, transferring)) {
                wire.expect(220);
                wire.say("AUTH TLS", 504, 502, 431);
                wire.say("AUTH SSL", 504, 502, 431);
                logIn(wire, "CLNT FileZilla");
                wire.say("PWD", 257);
                wire.say("TYPE I", 200);
            }
            assertEquals(List.of(), facts(browsing.receive("MLSD")));
            transferring.say("CWD /", 250);
            transferring.send("STOR big file.bin", "first");
            transferring.say("MFMT 20010203040506 big file.bin", 213);
            transferring.say("SIZE big file.bin", 213);
            transferring.say("MDTM big file.bin", 213);
            transferring.say("REST 5", 350);
            transferring.send("STOR big file.bin", " and second");
            transferring.say("REST 6", 350);
            assertEquals(List.of("and second"), transferring.receive("RETR big file.bin"));
            browsing.say("MKD new", 257);
            browsing.say("CWD new", 250);
            browsing.say("CDUP", 250);
            browsing.say("RNFR big file.bin", 350);
            browsing.say("RNTO /new/renamed", 250);
            browsing.say("SITE CHMOD 640 /new/renamed", 200);
            assertEquals(List.of("new"), facts(browsing.receive("MLSD")));
            browsing.say("NOOP", 200);
            browsing.say("QUIT", 221);
            transferring.say("QUIT", 221);

            assertEquals("first and second", site.files.readString("/new/renamed"));
            assertEquals(0640, site.files.stat("/new/renamed").posix().mode());
        }
    }

    /** WinSCP uploads to a name that ends in .filepart, sets the time there or later, and renames over the old file. */
    @ParameterizedTest
    @EnumSource(Storage.class)
    void winscp_replaces_a_file_by_one_with_another_name(Storage storage) throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.of(storage, directory);
                Wire wire = new Wire(site.port())) {
            site.files.write("/file", "old");
            wire.expect(220);
            logIn(wire, "CLNT WinSCP");
            wire.say("PWD", 257);
            wire.say("TYPE A", 200);
            assertEquals(List.of("file"), facts(wire.receive("MLSD")));
            wire.say("MLST /file", 250);
            wire.say("TYPE I", 200);
            wire.send("STOR file.filepart", "new");
            assertEquals("old", site.files.readString("/file"));
            wire.say("RNFR /file.filepart", 350);
            wire.say("RNTO /file", 250);
            wire.say("MFMT 20010203040506 /file", 213);
            wire.say("QUIT", 221);

            assertEquals("new", site.files.readString("/file"));
            assertEquals(
                    Instant.parse("2001-02-03T04:05:06Z"),
                    site.files.stat("/file").lastModified());
        }
    }

    private static void logIn(Wire wire, String name) throws IOException {
        wire.say("USER alice", 331);
        wire.say("PASS secret", 230);
        wire.say("SYST", 215);
        List<String> features = wire.say("FEAT", 211);
        for (String feature : new String[] {" UTF8", " MFMT", " REST STREAM", " MDTM", " SIZE", " EPSV"}) {
            assertTrue(features.contains(feature), features::toString);
        }
        assertTrue(features.stream().anyMatch(line -> line.startsWith(" MLST ")), features::toString);
        wire.say(name, 200);
        wire.say("OPTS UTF8 ON", 200);
        wire.say("OPTS MLST type;size;modify;perm;unix.mode;unix.owner;unix.group;", 200);
    }

    /** The names in a listing by MLSD. */
    private static List<String> facts(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("type=cdir") && !line.startsWith("Type=cdir"))
                .filter(line -> !line.startsWith("type=pdir") && !line.startsWith("Type=pdir"))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    private static final class Wire implements AutoCloseable {
        private final Socket control;
        private final BufferedReader replies;

        Wire(int port) throws IOException {
            control = new Socket(InetAddress.getLoopbackAddress(), port);
            control.setTcpNoDelay(true);
            control.setSoTimeout(60_000);
            replies = new BufferedReader(new InputStreamReader(control.getInputStream(), UTF_8));
        }

        /** Sends a command and returns its reply, whose code has to be one of these. */
        List<String> say(String command, Integer... codes) throws IOException {
            control.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
            return expect(codes);
        }

        List<String> expect(Integer... codes) throws IOException {
            List<String> lines = new ArrayList<>();
            String last;
            do {
                last = String.valueOf(replies.readLine());
                lines.add(last);
            } while (!last.matches("\\d{3} .*") && !last.equals("null"));
            assertTrue(last.length() > 3 && List.of(codes).contains(Integer.valueOf(last.substring(0, 3))), last);
            return lines;
        }

        void send(String command, String content) throws IOException {
            try (Socket data = passive()) {
                say(command, 150);
                data.getOutputStream().write(content.getBytes(UTF_8));
            }
            expect(226);
        }

        List<String> receive(String command) throws IOException {
            List<String> lines;
            try (Socket data = passive()) {
                say(command, 150);
                lines = new String(data.getInputStream().readAllBytes(), UTF_8)
                        .lines()
                        .toList();
            }
            expect(226);
            return lines;
        }

        private Socket passive() throws IOException {
            String reply = say("PASV", 227).get(0);
            String[] numbers =
                    reply.substring(reply.indexOf('(') + 1, reply.indexOf(')')).split(",", -1);
            return new Socket(
                    InetAddress.getLoopbackAddress(),
                    Integer.parseInt(numbers[4]) * 256 + Integer.parseInt(numbers[5]));
        }

        @Override
        public void close() throws IOException {
            control.close();
        }
    }
}
