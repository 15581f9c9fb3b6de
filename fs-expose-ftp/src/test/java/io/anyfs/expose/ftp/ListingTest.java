package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("usually-once")
class ListingTest {

    private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

    @RegisterExtension
    final Served served = new Served();

    private void file(String path, String content) throws IOException {
        served.fs().write(path, content);
        served.fs().setAttributes(FsPath.of(path), AttributeChanges.lastModified(LONG_AGO));
    }

    @Test
    void LIST_looks_like_ls() throws IOException {
        file("/old file", "12345");
        served.fs().write("/new", "1");
        served.fs().createDirectory(FsPath.of("/dir"));
        served.fs().createSymbolicLink(FsPath.of("/link"), "new");
        served.fs().setAttributes(FsPath.of("/new"), AttributeChanges.mode(04751));
        try (WireClient client = served.login()) {
            List<String> lines = client.downloadText("LIST").lines().sorted().toList();
            assertEquals(4, lines.size());
            assertTrue(lines.stream().anyMatch(l -> l.matches("-rw-.* 5 Feb 03  2001 old file")), lines::toString);
            assertTrue(
                    lines.stream().anyMatch(l -> l.matches("-rwsr-x--x .* 1 [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d new")),
                    lines::toString);
            assertTrue(lines.stream().anyMatch(l -> l.matches("drwx.* dir")), lines::toString);
            assertTrue(lines.stream().anyMatch(l -> l.matches("lrwx.* link -> new")), lines::toString);
        }
    }

    @Test
    void a_client_that_parses_LIST_finds_names_sizes_types_and_times() throws IOException {
        file("/a b", "12345");
        served.fs().createDirectory(FsPath.of("/dir"));
        served.fs().createSymbolicLink(FsPath.of("/link"), "a b");
        FTPClient client = new FTPClient();
        client.connect(
                served.server().address().getAddress(),
                served.server().address().getPort());
        assertTrue(client.login("alice", "secret"));
        client.enterLocalPassiveMode();
        for (FTPFile file : client.listFiles()) {
            switch (file.getName()) {
                case "a b" -> {
                    assertEquals(5, file.getSize());
                    assertTrue(file.isFile());
                    assertEquals(
                            "2001-02-03T00:00:00Z", file.getTimestampInstant().toString());
                }
                case "dir" -> assertTrue(file.isDirectory());
                case "link" -> assertEquals("a b", file.getLink());
                default -> throw new AssertionError(file);
            }
        }
        FTPFile fact = client.mlistFile("/a b");
        assertEquals(LONG_AGO, fact.getTimestampInstant());
        client.disconnect();
    }

    @Test
    void flags_of_ls_are_taken_and_a_name_may_begin_with_a_dash_after_a_slash() throws IOException {
        file("/dir/../x", "1");
        served.fs().createDirectory(FsPath.of("/dir"));
        file("/dir/-l", "1");
        try (WireClient client = served.login()) {
            for (String command : List.of("NLST dir", "NLST -a dir", "NLST -la dir", "NLST -l -a dir/")) {
                assertEquals("dir/-l\r\n", client.downloadText(command), command);
            }
            assertEquals("./dir/-l\r\n", client.downloadText("NLST ./dir/-l"));
            client.say("CWD dir", 250);
            assertEquals("-l\r\n", client.downloadText("NLST -la"));
        }
    }

    @Test
    void patterns_match_names_of_one_directory() throws IOException {
        for (String name : List.of("a.txt", "b.txt", "c.bin", "[x].txt")) {
            file("/" + name, "1");
        }
        try (WireClient client = served.login()) {
            assertEquals(3, client.downloadText("NLST *.txt").lines().count());
            assertEquals("/c.bin\r\n", client.downloadText("NLST /?.b*"));
            assertEquals(2, client.downloadText("NLST [a-b].txt").lines().count());
            assertEquals("[x].txt\r\n", client.downloadText("NLST [x].txt"), "what is there goes before a pattern");
            assertEquals("", client.downloadText("NLST *nothing*"));
            client.passive().close();
            client.say("NLST missing", 550);
            client.passive().close();
            client.say("LIST */*", 550);
        }
    }

    @Test
    void a_pattern_made_to_take_long_does_not() {
        NamePattern pattern = new NamePattern("*a".repeat(100) + "b");
        assertFalse(pattern.matches("a".repeat(255)));
        assertTrue(new NamePattern("*".repeat(1000)).matches("x"));
        assertTrue(new NamePattern("[!a-c]?z*").matches("dyzzy"));
        assertFalse(new NamePattern("[^a-c]").matches("b"));
        assertTrue(new NamePattern("[a").matches("[a"));
        assertTrue(new NamePattern("[]]").matches("]"));
        assertFalse(new NamePattern("").matches("x"));
    }

    @Test
    void MLSD_and_MLST_tell_the_facts_that_were_asked_for() throws IOException {
        file("/file", "12345");
        served.fs().createDirectory(FsPath.of("/dir"));
        try (WireClient client = served.login()) {
            String line = client.downloadText("MLSD")
                    .lines()
                    .filter(l -> l.endsWith(" file"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(line.startsWith("Type=file;Size=5;Modify=20010203040506;"), line);
            assertTrue(line.contains(";Perm=rawdf;"), line);
            assertTrue(line.contains("UNIX.mode=0"), line);
            assertTrue(client.say("MLST dir", 250).contains("\n Type=dir;Modify="));
            assertTrue(client.say("MLST", 250).contains("Perm=elcmp;"), "the root can be neither deleted nor renamed");
            assertEquals("200 MLST OPTS Type;Size;", client.say("OPTS MLST size;type;nonsense", 200));
            assertEquals("250-Facts\n Type=file;Size=5; /file\n250 End", client.say("MLST file", 250));
            assertTrue(client.say("FEAT", 211).contains("MLST Type*;Size*;Modify;"));
            assertEquals("200 MLST OPTS", client.say("OPTS MLST", 200));
            assertEquals("250-Facts\n  /file\n250 End", client.say("MLST file", 250));
            client.passive().close();
            client.say("MLSD file", 550);
            client.say("MLST missing", 550);
        }
    }

    @Test
    void a_read_only_storage_is_told_as_one() throws IOException {
        file("/file", "1");
        try (FileSystem readOnly = served.fs().readOnly();
                FtpServer server = FtpServer.builder(readOnly)
                        .user("alice", "secret")
                        .port(0)
                        .start();
                WireClient client = WireClient.login(server)) {
            assertTrue(client.say("MLST file", 250).contains("Perm=r;"));
            String features = client.say("FEAT", 211);
            assertFalse(features.contains("MFMT") || features.contains("SITE"), features);
            for (String command : List.of(
                    "DELE file",
                    "MKD d",
                    "RMD d",
                    "MFMT 20200101000000 file",
                    "SITE CHMOD 700 file",
                    "SITE SYMLINK a b")) {
                client.send(command);
                assertTrue(client.reply().startsWith("550"), command);
            }
            for (String command : List.of("STOR x", "APPE file", "STOU", "STOR file")) {
                client.passive().close();
                client.say(command, 550);
            }
            client.say("RNFR file", 350);
            client.say("RNTO x", 550);
        }
        assertEquals("1", served.fs().readString("/file"));
    }

    @Test
    void a_name_with_a_line_end_forges_no_line() throws IOException {
        served.fs().write("/a\r\nType=dir; b", "1");
        try (WireClient client = served.login()) {
            assertEquals("a??Type=dir; b\r\n", client.downloadText("NLST"));
            assertEquals(1, client.downloadText("MLSD").lines().count());
            assertEquals(1, client.downloadText("LIST").lines().count());
            assertEquals(3, client.say("STAT /", 213).lines().count());
        }
    }

    @Test
    void STAT_lists_what_is_short() throws IOException {
        file("/file", "12345");
        try (WireClient client = served.login()) {
            assertTrue(client.say("STAT /", 213).contains(" 5 Feb 03  2001 file"));
            assertTrue(client.say("STAT -l file", 213).endsWith("213 End of status"));
            client.say("STAT missing", 550);
            for (int i = 0; i < 1_001; i++) {
                served.fs().write("/many" + i, "");
            }
            String many = client.say("STAT /", 213);
            assertEquals(1_003, many.lines().count());
            assertTrue(many.contains("and more"));
        }
    }

    /** Entries that are made up one by one; the second only when the test has seen the first arrive. */
    private static final class EndlessBackend extends ForwardingBackend {
        private final int count;
        private final CountDownLatch firstSeen;

        EndlessBackend(int count, CountDownLatch firstSeen) {
            super(new MemoryBackend(MemoryOptions.DEFAULT));
            this.count = count;
            this.firstSeen = firstSeen;
        }

        @Override
        public BackendListing list(FsPath directory, ListOptions options) {
            return new BackendListing() {
                private int next;

                @Override
                public @Nullable FileInfo next() throws IOException {
                    if (next == 1) {
                        try {
                            firstSeen.await();
                        } catch (InterruptedException stop) {
                            throw new InterruptedIOException();
                        }
                    }
                    return next == count
                            ? null
                            : FileInfo.of(FsPath.of("/entry-" + next++), FileType.FILE, next, LONG_AGO);
                }

                @Override
                public void close() {}
            };
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MLSD", "LIST", "NLST"})
    void a_long_listing_begins_at_once_and_needs_little_memory(String command) throws IOException {
        int count = 1_000_000;
        CountDownLatch firstSeen = new CountDownLatch(1);
        try (FileSystem fs = FileSystem.over(new EndlessBackend(count, firstSeen));
                FtpServer server =
                        FtpServer.builder(fs).user("alice", "secret").port(0).start();
                WireClient client = WireClient.login(server);
                Socket data = client.passive()) {
            client.say(command, 150);
            BufferedReader lines = new BufferedReader(new InputStreamReader(data.getInputStream(), UTF_8));
            assertTrue(lines.readLine().endsWith("entry-0"));
            firstSeen.countDown();
            long before = usedHeap();
            long most = 0;
            int seen = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                seen++;
                if (seen % 250_000 == 0) {
                    most = Math.max(most, usedHeap());
                }
            }
            assertEquals(count, seen);
            assertEquals("226 1000000 entries", client.expect(226));
            long grown = most - before;
            assertTrue(grown < 32 << 20, () -> "the heap grew by " + grown + " bytes");
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void a_listing_that_nobody_reads_to_its_end_is_closed() throws Exception {
        for (int i = 0; i < 20_000; i++) {
            served.fs().write("/a-rather-long-name-so-that-the-buffers-are-full-" + i, "");
        }
        try (WireClient client = served.login();
                Socket data = client.passive()) {
            client.say("LIST", 150);
            assertNotNull(data);
            WireClient.reset(data);
            client.expect(426);
            client.say("NOOP", 200);
        }
        served.awaitNothingOpen();
    }
}
