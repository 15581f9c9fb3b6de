package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Space;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands beside SFTP that clients expect of a server. */
@Tag("usually-once")
class CommandsTest {

    private Served served;
    private ClientSession session;

    @BeforeEach
    void serve() throws IOException {
        served = Served.memory();
        session = served.login();
        served.files.write("/file", "abc");
    }

    @AfterEach
    void end() throws IOException {
        session.close(true);
        served.close();
    }

    @ParameterizedTest
    @CsvSource({
        "md5sum,900150983cd24fb0d6963f7d28e17f72",
        "sha1sum,a9993e364706816aba3e25717850c26c9cd0d89d",
        "sha224sum,23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
        "sha256sum,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "crc32,352441c2"
    })
    void files_and_input_are_hashed_as_coreutils_does(String program, String hash) throws IOException {
        assertEquals(new Executed(0, hash + "  file\n", ""), run(program + " file", ""));
        assertEquals(new Executed(0, hash + "  /file\n", ""), run(program + " -b -- '/file'", ""));
        assertEquals(new Executed(0, hash + "  -\n", ""), run(program, "abc"));
    }

    @Test
    void a_name_that_would_break_the_line_is_escaped() throws IOException {
        served.files.write("/a\\b\nc", "abc");

        Executed result = run("md5sum 'a\\b\nc'", "");

        assertEquals("\\900150983cd24fb0d6963f7d28e17f72  a\\\\b\\nc\n", result.out());
    }

    @Test
    void what_cannot_be_hashed_is_reported_and_the_others_still_are() throws IOException {
        served.files.createDirectory("/dir");

        Executed result = run("md5sum missing dir ../file file", "");

        assertEquals(1, result.exitCode());
        assertEquals("md5sum: missing: No such file or directory\nmd5sum: dir: Is a directory\n", result.errors());
        assertEquals(2, result.out().lines().count(), result::out);
    }

    @Test
    void the_room_is_told_as_df_does() throws IOException {
        Space space = served.files.space(FsPath.ROOT);

        String[] lines = run("df -k /", "").out().split("\n", -1);

        String[] fields = lines[1].split(" +", -1);
        assertEquals(6, fields.length, lines[1]);
        assertEquals(space.total() / 1024, Long.parseLong(fields[1]));
        assertEquals("/", fields[5]);
    }

    @Test
    void the_probes_of_rclone_find_a_posix_shell() throws IOException {
        assertEquals(new Executed(0, "%ComSpec%\n", ""), run("echo ${ShellId}%ComSpec%", ""));
        assertEquals(new Executed(0, "d41d8cd98f00b204e9800998ecf8427e  -\n", ""), run("md5sum", ""));
        assertEquals(new Executed(0, "/\n", ""), run("pwd", ""));
        assertEquals(new Executed(0, "a b\n", ""), run("echo a  'b'", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "sh",
                "sh -c md5sum",
                "/bin/md5sum file",
                "md5sum file; id",
                "md5sum *",
                "echo $HOME",
                "X=1 md5sum",
                "rsync --server . /",
                "cat file"
            })
    void everything_else_is_refused_with_127(String line) throws IOException {
        Executed result = run(line, "");

        assertEquals(127, result.exitCode());
        assertEquals("", result.out());
        assertEquals(ClientCommands.REFUSAL + "\n", result.errors());
    }

    @Test
    void a_wrong_option_is_an_error_and_no_guess() throws IOException {
        assertEquals(1, run("md5sum -c file", "").exitCode());
        assertEquals(1, run("df -i", "").exitCode());
        assertEquals(1, run("scp file", "").exitCode());
        assertEquals(1, run("scp -S sh -f file", "").exitCode());
        assertEquals(1, run("scp -t a b", "").exitCode());
    }

    @Test
    void a_storage_that_knows_no_room_says_so() throws IOException {
        FileSystem storage = Limited.without(new MemoryBackend(MemoryOptions.DEFAULT), Capability.SPACE);
        try (Served small = Served.of(storage);
                ClientSession client = small.login()) {
            Executed result = Executed.command(client, "df", "");
            assertEquals(new Executed(1, "", "df: /: Not supported by this storage\n"), result);
        }
    }

    @Test
    void a_hash_ends_when_its_client_goes() throws IOException {
        try (ChannelExec channel = session.createExecChannel("md5sum")) {
            channel.open().verify(Served.PATIENCE);
            channel.getInvertedIn().write(new byte[100_000]);
            channel.getInvertedIn().flush();
            session.close(true);
        }
        Eventually.holds(
                "the session ends", () -> served.server.service().sessions().isEmpty());
        assertTrue(served.files.openResources().isEmpty());
    }

    private Executed run(String line, String input) throws IOException {
        return Executed.command(session, line, input);
    }
}
