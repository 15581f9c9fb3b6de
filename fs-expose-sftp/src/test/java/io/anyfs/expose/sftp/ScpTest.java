package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The old protocol of scp, byte by byte. One server and one connection for all: what is tried is what runs in it. */
@Tag("once")
class ScpTest {

    private static Served served;
    private static ClientSession session;

    @BeforeAll
    static void serve() throws IOException {
        served = Served.memory();
        session = served.login();
    }

    @AfterAll
    static void end() throws IOException {
        session.close(true);
        served.close();
    }

    @BeforeEach
    void begin_with_nothing() throws IOException {
        empty(FsPath.ROOT);
    }

    private static void empty(FsPath directory) throws IOException {
        for (FileInfo entry : served.files.entries(directory)) {
            if (entry.type() == FileType.DIRECTORY) {
                empty(entry.path());
            }
            served.files.delete(entry.path());
        }
    }

    // ---------------------------------------------------------------- taking

    @Test
    void a_file_is_taken_with_its_times_and_permissions() throws IOException {
        Executed result = run("scp -p -t /target", "T1600000000 0 1500000000 0\nC0640 3 name\nabc\0");

        assertEquals(new Executed(0, "\0\0\0\0", ""), result);
        assertEquals("abc", served.files.readString("/target"));
        assertEquals(
                Instant.ofEpochSecond(1_600_000_000),
                served.files.stat("/target").lastModified());
        assertEquals(0640, served.files.stat("/target").posix().mode());
    }

    @Test
    void a_tree_is_taken_below_an_existing_directory_and_in_place_of_a_missing_one() throws IOException {
        String tree = "D0755 0 tree\nC0644 1 a\na\0D0755 0 sub\nC0644 1 b\nb\0E\nE\n";
        served.files.createDirectory("/there");

        assertEquals(0, run("scp -r -t /there", tree).exitCode());
        assertEquals(0, run("scp -r -t /missing", tree).exitCode());

        assertEquals("b", served.files.readString("/there/tree/sub/b"));
        assertEquals("b", served.files.readString("/missing/sub/b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C0644 1 ../x\nx\0",
                "C0644 1 ..\nx\0",
                "C0644 1 .\nx\0",
                "C0644 1 \nx\0",
                "C0644 1 /x\nx\0",
                "C0644 1 a/x\nx\0",
                "C0644 1 \u00FF\nx\0",
                "D0755 0 ..\nE\n",
                "C0644 -1 x\n",
                "C0644 99999999999999999999 x\n",
                "C+644 1 x\nx\0",
                "T1 0\n",
                "X\n",
                "E\n"
            })
    void a_hostile_line_ends_the_copy_and_leaves_nothing(String input) throws IOException {
        served.files.createDirectory("/dir");

        Executed result = run("scp -r -t /dir", input + "C0644 1 later\nx\0");

        assertEquals(1, result.exitCode());
        assertTrue(result.out().startsWith("\0\001scp: protocol error: "), result::out);
        assertEquals(1, served.files.entries("/").size());
        assertEquals(0, served.files.entries("/dir").size());
    }

    @Test
    void a_directory_that_was_not_asked_for_is_refused() throws IOException {
        assertEquals(1, run("scp -t /", "D0755 0 dir\nE\n").exitCode());
        assertFalse(served.files.exists("/dir"));
    }

    @Test
    void a_target_that_is_no_directory_is_refused_where_one_has_to_be() throws IOException {
        served.files.write("/file", "old");

        assertEquals(
                "\001scp: /file: Not a directory\n", run("scp -d -t /file", "").out());
        assertEquals(
                "\001scp: missing/: Not a directory\n",
                run("scp -t missing/", "").out());
    }

    @Test
    void what_cannot_be_stored_is_reported_and_the_next_is_taken() throws IOException {
        served.files.createDirectory("/dir");
        served.files.createDirectory("/dir/taken");

        Executed result = run("scp -d -t /dir", "C0644 1 taken\nC0644 1 other\nx\0");

        assertEquals("\0\001scp: /dir/taken: Is a directory\n\0\0", result.out());
        assertEquals(1, result.exitCode());
        assertEquals("x", served.files.readString("/dir/other"));
    }

    @Test
    void a_source_that_could_not_be_read_replaces_nothing() throws IOException {
        served.files.write("/file", "old");

        Executed result = run("scp -t /file", "C0644 3 file\n\0\0\0\001read failed\n");

        assertEquals(1, result.exitCode());
        assertEquals("old", served.files.readString("/file"));
    }

    @Test
    void bytes_that_could_not_be_read_are_not_kept_either() throws IOException {
        try (Served kept = Served.of(MemoryFileSystem.create(), Served.HURRIED, UploadPolicy.IN_PLACE);
                ClientSession client = kept.login()) {
            Executed.command(client, "scp -t /file", "C0644 3 file\n\0\0\0\001read failed\n");
            assertFalse(kept.files.exists("/file"));
        }
    }

    @Test
    void an_upload_that_is_cut_publishes_nothing() throws IOException {
        served.files.write("/file", "old");
        assertEquals(1, run("scp -t /file", "C0644 10 file\nhalf").exitCode());
        // All bytes are there, but not that they are right.
        assertEquals(1, run("scp -t /file", "C0644 4 file\nhalf").exitCode());
        try (ClientSession cut = served.login();
                ChannelExec channel = cut.createExecChannel("scp -t /new")) {
            channel.open().verify(Served.PATIENCE);
            OutputStream in = channel.getInvertedIn();
            in.write("C0644 4000000 file\n".getBytes(StandardCharsets.US_ASCII));
            in.write(new byte[100_000]);
            in.flush();
            Eventually.holds("it has begun", () -> served.server.service().runningTransfers() == 1);
            cut.close(true);
        }
        Eventually.holds(
                "the session ends", () -> served.server.service().sessions().size() == 1);

        assertEquals("old", served.files.readString("/file"));
        assertFalse(served.files.exists("/new"));
        assertOnlyTheSessionIsOpen();
    }

    // ---------------------------------------------------------------- sending

    @Test
    void a_file_is_sent_with_its_times() throws IOException {
        served.files.write("/file", "abc");
        served.files.setAttributes(
                FsPath.of("/file"), AttributeChanges.lastModified(Instant.ofEpochSecond(1_600_000_000)));

        String out = run("scp -p -f file", "\0\0\0\0").out();

        assertTrue(out.matches("(?s)T1600000000 0 \\d+ 0\nC0644 3 file\nabc\0"), out);
    }

    @Test
    void a_tree_is_sent_and_links_to_directories_are_reported() throws IOException {
        served.files.createDirectory("/tree");
        served.files.write("/tree/a", "a");
        served.files.createSymbolicLink(FsPath.of("/tree/b"), "a");
        served.files.createSymbolicLink(FsPath.of("/tree/loop"), ".");

        Executed result = run("scp -r -f tree", "\0".repeat(20));

        assertEquals(1, result.exitCode());
        assertTrue(result.out().startsWith("D0755 0 tree\n"), result::out);
        assertTrue(result.out().endsWith("E\n"), result::out);
        assertTrue(result.out().contains("C0644 1 a\na\0"), result::out);
        assertTrue(result.out().contains("C0644 1 b\na\0"), result::out);
        assertTrue(result.out().contains("\001scp: /tree/loop: a link to a directory, not followed\n"), result::out);
    }

    @Test
    void a_pattern_stands_for_the_files_that_match_it() throws IOException {
        served.files.createDirectory("/dir");
        for (String name : new String[] {"b.txt", "a.txt", ".c.txt", "d.bin", "e[.txt"}) {
            served.files.write("/dir/" + name, "");
        }

        assertEquals(
                "C0644 0 a.txt\n\0C0644 0 b.txt\n\0C0644 0 e[.txt\n\0",
                run("scp -f dir/*.txt", "\0".repeat(9)).out());
        assertEquals(
                "C0644 0 e[.txt\n\0", run("scp -f dir/e\\[*", "\0".repeat(9)).out());
        assertEquals(
                "\001scp: dir/*.none: No such file or directory\n",
                run("scp -f dir/*.none", "\0".repeat(9)).out());
    }

    @Test
    void what_cannot_be_sent_is_reported_and_the_others_are_sent() throws IOException {
        served.files.createDirectory("/dir");
        served.files.write("/file", "x");
        served.files.write("/bad\nname", "x");

        Executed result = run("scp -f missing dir 'bad\nname' file", "\0".repeat(9));

        assertEquals(1, result.exitCode());
        assertEquals(
                List.of(
                        "\001scp: /missing: No such file or directory",
                        "\001scp: /dir: not a regular file",
                        "\001scp: /bad?name: a name with a line break cannot be sent",
                        "C0644 1 file",
                        "x\0"),
                result.out().lines().toList());
    }

    @Test
    void a_client_that_wants_no_more_gets_no_more() throws IOException {
        served.files.write("/a", "a");
        served.files.write("/b", "b");

        assertEquals(
                "C0644 1 a\nC0644 1 b\nb\0", run("scp -f a b", "\0\001no\n\0\0").out());
        assertEquals("C0644 1 a\n", run("scp -f a b", "\0\002stop\n").out());
        assertOnlyTheSessionIsOpen();
    }

    private void assertOnlyTheSessionIsOpen() {
        assertEquals(0, served.server.service().runningTransfers());
        assertEquals(1, served.files.openResources().size());
    }

    private Executed run(String line, String input) throws IOException {
        return Executed.command(session, line, input);
    }
}
