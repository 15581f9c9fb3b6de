package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.Fuse;
import io.anyfs.it.client.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code anyfs with} as a process, with real clients as its commands. */
@Timeout(240)
class WithProcessTest {

    @TempDir
    private static Path cache;

    @TempDir
    private Path directory;

    private ClientHome home;
    private Launcher anyfs;

    @BeforeEach
    void spec() throws Exception {
        home = ClientHome.in(directory);
        anyfs = new Launcher(home, cache);
        home.write("tree.yaml", """
                anyfs: 1
                root:
                  mount:
                    /: {url: mem:/, files: {/hello.txt: hello, /empty/: }}
                    /locked: {url: mem:/, files: {/kept.txt: kept}, wrap: readonly}
                """);
    }

    private ClientResult with(String protocol, String script) throws Exception {
        return anyfs.run("with", "--spec", "tree.yaml", "--serve", protocol, "--", "sh", "-ec", script);
    }

    @Test
    void openssh_gets_in_by_key_and_knows_the_server() throws Exception {
        Program.find("sftp");
        with("sftp", """
                sftp -q -b - -i "$ANYFS_SFTP_KEY_FILE" -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes \\
                  -o UserKnownHostsFile="$ANYFS_SFTP_KNOWN_HOSTS" -P "$ANYFS_SFTP_PORT" \\
                  "$ANYFS_SFTP_USER@$ANYFS_SFTP_HOST" <<'END'
                get /hello.txt got.txt
                put got.txt /new.txt
                -put got.txt /locked/new.txt
                ls -1 /locked
                END
                """).requireSuccess();
        assertEquals("hello", Files.readString(home.directory().resolve("got.txt")));
    }

    @Test
    void any_program_finds_the_files_in_a_directory_until_it_ends() throws Exception {
        Fuse.require();
        ClientResult listed =
                anyfs.run("with", "--spec", "tree.yaml", "--", "sh", "-ec", """
                cat "$ANYFS_MOUNT/hello.txt"
                cp "$ANYFS_MOUNT/hello.txt" "$ANYFS_MOUNT/copied.txt"
                cat "$ANYFS_MOUNT/copied.txt"
                ! touch "$ANYFS_MOUNT/locked/new.txt" 2> refused.txt
                printf %s "$ANYFS_MOUNT" > where.txt
                """).requireSuccess();
        assertEquals("hellohello", listed.output());
        String refusal = Files.readString(home.directory().resolve("refused.txt"));
        assertTrue(refusal.contains("Read-only file system"), refusal);
        assertFalse(Files.exists(Path.of(Files.readString(home.directory().resolve("where.txt")))));
    }

    @Test
    void curl_downloads_by_ftp_and_trusts_the_certificate() throws Exception {
        Program.find("curl");
        ClientResult got = with("ftp,ftps", """
                curl -sS -u "$ANYFS_FTP_USER:$ANYFS_FTP_PASSWORD" "${ANYFS_FTP_URL}hello.txt"
                curl -sS --ssl-reqd --cacert "$ANYFS_FTPS_CERTIFICATE" \\
                  -u "$ANYFS_FTPS_USER:$ANYFS_FTPS_PASSWORD" "${ANYFS_FTPS_URL}locked/kept.txt"
                """).requireSuccess();
        assertEquals("hellokept", got.output());
    }

    @Test
    void rclone_finds_the_bucket_by_the_variables_of_aws() throws Exception {
        Program.find("rclone");
        ClientResult listed = with("s3", """
                export RCLONE_CONFIG=/dev/null
                rclone lsf -R --s3-provider Other --s3-env-auth --s3-endpoint "$AWS_ENDPOINT_URL" ":s3:$ANYFS_S3_BUCKET"
                """).requireSuccess();
        assertTrue(listed.output().contains("hello.txt\n"), listed::toString);
        assertTrue(listed.output().contains("locked/kept.txt\n"), listed::toString);
    }

    /** The shell tells what ended the command; SIGHUP is one that the JVM itself takes for its end. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    void a_signal_ends_the_command_and_nothing_is_left(String signal, int code) throws Exception {
        ClientResult result = home.command("sh", "-c", """
                        # Whoever runs this behind nohup has it ignore SIGHUP, and all that it starts.
                        heed=$(env --default-signal=HUP true 2> /dev/null && echo env --default-signal=HUP || true)
                        $heed sh "$1" with --spec tree.yaml --serve sftp -- sh -c '
                          echo "$ANYFS_SFTP_KEY_FILE" > key.tmp; echo $$ > child.tmp; mv key.tmp key; mv child.tmp child
                          exec sleep 200' &
                        pid=$!
                        while ! test -f child; do sleep 0.1; done
                        kill -%s $pid
                        wait $pid
                        echo $?
                        if kill -0 $(cat child) 2> /dev/null; then echo still running; fi
                        """.formatted(signal), "sh", Launcher.script())
                .with("XDG_CACHE_HOME", cache)
                .run()
                .requireSuccess();

        assertEquals(code + "\n", result.output(), result::toString);
        Path key = Path.of(Files.readString(home.directory().resolve("key")).strip());
        assertFalse(Files.exists(key.getParent()), key::toString);
    }
}
