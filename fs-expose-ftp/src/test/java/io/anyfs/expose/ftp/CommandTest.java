package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("usually-once")
class CommandTest {

    @RegisterExtension
    final Served served = new Served();

    @Test
    void some_commands_need_no_login() throws IOException {
        try (WireClient client = WireClient.connect(served.server())) {
            assertEquals("215 UNIX Type: L8", client.say("SYST", 215));
            client.say("NOOP", 200);
            client.say("CLNT test", 200);
            client.say("LANG", 200);
            client.say("LANG en-US", 200);
            client.say("LANG fr", 504);
            client.say("OPTS UTF8 ON", 200);
            client.say("OPTS utf8", 200);
            client.say("OPTS UTF8 OFF", 504);
            client.say("OPTS NONSENSE", 501);
            client.say("OPTS", 501);
            client.say("FEAT", 211);
            client.say("QUIT", 221);
            client.expectClosed();
        }
    }

    @Test
    void all_that_FEAT_tells_works() throws IOException {
        Map<String, String> example = Map.ofEntries(
                Map.entry("UTF8", "OPTS UTF8 ON"),
                Map.entry("TVFS", "PWD"),
                Map.entry("EPSV", "EPSV"),
                Map.entry("EPRT", "EPRT |1|127.0.0.1|50000|"),
                Map.entry("SIZE", "SIZE file"),
                Map.entry("MDTM", "MDTM file"),
                Map.entry("REST", "REST 1"),
                Map.entry("RANG", "RANG 0 1"),
                Map.entry("HASH", "HASH file"),
                Map.entry("XCRC", "XCRC file"),
                Map.entry("XMD5", "XMD5 file"),
                Map.entry("XSHA", "XSHA file"),
                Map.entry("XSHA1", "XSHA1 file"),
                Map.entry("XSHA256", "XSHA256 file"),
                Map.entry("XSHA512", "XSHA512 file"),
                Map.entry("MFF", "MFF Modify=20200101000000;UNIX.mode=0600; file"),
                Map.entry("MLST", "MLST file"),
                Map.entry("MFMT", "MFMT 20200101000000 file"),
                Map.entry("AVBL", "AVBL"),
                Map.entry("CLNT", "CLNT x"),
                Map.entry("LANG", "LANG en"),
                Map.entry("SITE CHMOD", "SITE CHMOD 600 file"),
                Map.entry("SITE UTIME", "SITE UTIME 20200101000000 file"),
                Map.entry("SITE SYMLINK", "SITE SYMLINK file link"));
        served.fs().write("/file", "x");
        try (WireClient client = served.login()) {
            List<String> lines = client.say("FEAT", 211).lines().toList();
            assertEquals("211-Features", lines.get(0));
            assertEquals("211 End", lines.get(lines.size() - 1));
            for (String line : lines.subList(1, lines.size() - 1)) {
                assertTrue(line.startsWith(" "), line);
                String[] words = line.strip().split(" ", 2);
                List<String> features = words[0].equals("SITE")
                        ? List.of(words[1].split(";", -1)).stream()
                                .map(s -> "SITE " + s)
                                .toList()
                        : List.of(words[0]);
                for (String feature : features) {
                    assertTrue(example.containsKey(feature), "no example of " + feature);
                    client.send(example.get(feature));
                    String reply = client.reply();
                    assertTrue(reply.charAt(0) == '2' || reply.charAt(0) == '3', feature + ": " + reply);
                }
            }
        }
    }

    @Test
    void only_the_usual_types_modes_and_structures_are_known() throws IOException {
        try (WireClient client = served.login()) {
            for (String good : List.of("TYPE A", "TYPE a n", "TYPE L 8", "TYPE I", "MODE S", "mode s", "STRU F")) {
                client.say(good, 200);
            }
            for (String bad : List.of("TYPE E", "TYPE L 7", "MODE B", "MODE Z", "STRU R")) {
                client.say(bad, 504);
            }
            client.say("TYPE", 501);
        }
    }

    @Test
    void commands_are_known_in_any_case_and_by_their_old_names() throws IOException {
        try (WireClient client = served.login()) {
            client.say("noop", 200);
            client.say("XMKD dir", 257);
            client.say("xcwd dir", 250);
            assertEquals("257 \"/dir\" is the working directory", client.say("XPWD", 257));
            client.say("XCUP", 250);
            client.say("XRMD dir", 250);
            client.say("ACCT x", 202);
            client.say("HOST example.org", 502);
            client.say("REIN", 502);
            client.say("NONSENSE", 500);
            client.say("", 500);
            client.say("AUTH TLS", 502);
        }
    }

    @Test
    void directories_are_made_entered_left_and_removed() throws IOException {
        try (WireClient client = served.login()) {
            assertEquals("257 \"/a\" was created", client.say("MKD a", 257));
            client.say("MKD a", 550);
            client.say("MKD x/y", 550);
            client.say("CWD a", 250);
            client.say("MKD b", 257);
            client.say("CWD b/", 250);
            assertEquals("257 \"/a/b\" is the working directory", client.say("PWD", 257));
            client.say("CWD .", 250);
            client.say("CWD ..", 250);
            assertEquals("257 \"/a\" is the working directory", client.say("PWD", 257));
            client.say("CDUP", 250);
            client.say("CDUP", 250);
            client.say("CWD missing", 550);
            client.say("RMD a", 550);
            client.say("RMD a/b", 250);
            client.say("DELE a", 550);
            client.say("RMD a", 250);
            client.say("RMD a", 550);
            client.upload("STOR f", new byte[1], 226);
            client.say("RMD f", 550);
            client.say("CWD f", 550);
            client.say("DELE f", 250);
            client.say("DELE f", 550);
        }
    }

    @Test
    void names_are_kept_exactly() throws IOException {
        try (WireClient client = served.login()) {
            for (String name : List.of(
                    " leading",
                    "trailing ",
                    "-dash",
                    "a\"b",
                    "\u00fcn\u00efc\u00f6de",
                    "u\u0308",
                    "\u65e5\u672c",
                    "\ud83d\ude80",
                    "%41",
                    "a;b=c",
                    "~",
                    "*?[x]")) {
                client.upload("STOR " + name, name.getBytes(UTF_8), 226);
                assertEquals(name, served.fs().readString("/" + name));
                assertEquals(name, client.downloadText("RETR " + name));
                client.say("SIZE " + name, 213);
                client.say("DELE " + name, 250);
            }
            assertEquals("257 \"/a\"\"b\" was created", client.say("MKD a\"b", 257));
            client.say("CWD a\"b", 250);
            assertEquals("257 \"/a\"\"b\" is the working directory", client.say("PWD", 257));
        }
    }

    @Test
    void a_rename_replaces_a_file_and_never_a_directory() throws IOException {
        served.fs().write("/a", "a");
        served.fs().write("/b", "b");
        served.fs().createDirectory(FsPath.of("/d"));
        try (WireClient client = served.login()) {
            client.say("RNTO b", 503);
            client.say("RNFR missing", 550);
            client.say("RNTO b", 503);
            client.say("RNFR a", 350);
            client.say("NOOP", 200);
            client.say("RNTO b", 503);
            client.say("RNFR a", 350);
            client.say("RNTO d", 550);
            client.say("RNFR a", 350);
            client.say("RNTO b", 250);
        }
        assertEquals("a", served.fs().readString("/b"));
        assertFalse(served.fs().exists("/a"));
    }

    @Test
    void SIZE_and_MDTM_are_about_files() throws IOException {
        served.fs().write("/file", "12345");
        served.fs().createDirectory(FsPath.of("/dir"));
        try (WireClient client = served.login()) {
            assertEquals("213 5", client.say("SIZE file", 213));
            client.say("SIZE dir", 550);
            client.say("SIZE missing", 550);
            client.say("SIZE", 501);
            client.say("MDTM missing", 550);
            client.say("TYPE A", 200);
            client.say("SIZE file", 550);
        }
    }

    @Test
    void SITE_changes_modes_and_times_and_makes_links() throws IOException {
        served.fs().write("/a file", "x");
        try (WireClient client = served.login()) {
            client.say("SITE CHMOD 640 a file", 200);
            assertEquals(0640, served.fs().stat("/a file").posix().mode());
            client.say("SITE UTIME 20010203040506 a file", 200);
            assertEquals(
                    "2001-02-03T04:05:06Z",
                    served.fs().stat("/a file").lastModified().toString());
            client.say("SITE UTIME a file 20110203040506 20120203040506 20130203040506 UTC", 200);
            assertEquals(
                    "2012-02-03T04:05:06Z",
                    served.fs().stat("/a file").lastModified().toString());
            client.say("SITE SYMLINK \"a file\" link", 200);
            assertEquals("a file", served.fs().readLink(FsPath.of("/link")));
            assertEquals(
                    6,
                    client.say("SITE HELP", 214)
                                    .lines()
                                    .filter(l -> l.startsWith(" "))
                                    .count()
                            + 1);
            client.say("SITE CHMOD 888 file", 501);
            client.say("SITE CHMOD 640", 501);
            client.say("SITE CHMOD 640 missing", 550);
            client.say("SITE UTIME 20011303040506 a file", 501);
            client.say("SITE SYMLINK one", 501);
            client.say("SITE SYMLINK ../../etc/passwd out", 550);
            client.say("SITE EXEC rm", 504);
        }
    }

    @Test
    void HELP_tells_all_commands_and_their_parameters() throws IOException {
        try (WireClient client = served.login()) {
            String all = client.say("HELP", 214);
            for (String verb : List.of("RETR", "MFMT", "EPSV", "SITE", "STOU")) {
                assertTrue(all.contains(verb), all);
            }
            assertEquals("214 MFMT YYYYMMDDhhmmss path", client.say("HELP mfmt", 214));
            client.say("HELP NONSENSE", 502);
        }
    }

    @Test
    void AVBL_tells_the_room_there_is() throws IOException {
        try (WireClient client = served.login()) {
            long room = Long.parseLong(client.say("AVBL", 213).substring(4));
            assertTrue(room > 0);
        }
    }

    @Test
    void numbers_that_are_none_are_refused() throws IOException {
        try (WireClient client = served.login()) {
            for (String bad : List.of("-1", "x", "1.5", "99999999999999999999", "\u0661")) {
                client.say("REST " + bad, 501);
                client.say("ALLO " + bad, 501);
            }
        }
    }

    @Test
    void times_are_read_as_RFC_3659_has_them() {
        assertEquals(Instant.parse("2001-02-03T04:05:06Z"), MachineTime.parse("20010203040506"));
        assertEquals(Instant.parse("2001-02-03T04:05:06.25Z"), MachineTime.parse("20010203040506.25"));
        assertEquals(Instant.parse("2001-02-03T04:05:00Z"), MachineTime.parse("200102030405"));
        assertEquals(Instant.parse("2016-12-31T23:59:59Z"), MachineTime.parse("20161231235960"));
        for (String bad :
                List.of("", "2001", "20010230040506", "20010203250506", "20010203040506.", "x0010203040506")) {
            assertNull(MachineTime.parse(bad), bad);
        }
    }
}
