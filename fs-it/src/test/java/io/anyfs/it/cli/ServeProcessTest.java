package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.RunningClient;
import io.anyfs.it.client.SshFiles;
import io.anyfs.it.client.WiredBucket;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.transport.verification.PromiscuousVerifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code anyfs serve} as an operator meets it. */
@Timeout(240)
class ServeProcessTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int LOGIN_MILLIS = 10_000;

    @TempDir
    private Path directory;

    private ClientHome home;
    private Path work;
    private Launcher anyfs;
    private @Nullable SshFiles ssh;

    @BeforeEach
    void launcher() throws IOException {
        home = ClientHome.in(directory);
        work = Files.createDirectory(directory.resolve("work"));
        anyfs = new Launcher(home);
    }

    @Test
    void the_lines_that_are_printed_work_as_they_are_pasted() throws Exception {
        Files.writeString(work.resolve("hello.txt"), "hello");
        try (RunningClient serving = start("--sftp", "0", "--ftp", "0")) {
            Ready ready = ready(serving);
            paste("curl -sS -T hello.txt -u anyfs:\"$(head -n1 '" + password() + "')\" ftp://127.0.0.1:" + ready.ftp
                    + "/");
            ready.process().destroy();
            ClientResult result = serving.result(PATIENCE).requireSuccess();
            assertEquals("", result.errors());
            assertFalse(result.output().contains(secret()), "the password got into the output");
        }
        try (RunningClient serving = start("--sftp", "0", "--ftp", "0")) {
            Ready ready = ready(serving);
            List<String> lines = printed(ready);
            assertEquals(4, lines.size(), lines::toString);
            for (String line : lines) {
                assertTrue(run(line).requireSuccess().output().contains("hello.txt"), line);
            }
            ready.process().destroy();
            serving.result(PATIENCE).requireSuccess();
        }
    }

    @Test
    void a_bucket_is_served_by_one_command() throws Exception {
        Files.writeString(work.resolve("hello.txt"), "hello");
        try (RunningClient serving = start("--demo-s3", "--sftp", "0", "--ftp", "0")) {
            Ready ready = ready(serving);
            String login = " -u anyfs:\"$(head -n1 '" + password() + "')\" ";
            paste("curl -sS --ftp-create-dirs -T hello.txt" + login + "ftp://127.0.0.1:" + ready.ftp + "/a/b/");
            String line = printed(ready).stream()
                    .filter(printed -> printed.startsWith("sftp "))
                    .findFirst()
                    .orElseThrow();
            assertTrue(run(line).requireSuccess().output().contains("a"), line);
            assertEquals(
                    "hello",
                    run("curl -sS" + login + "ftp://127.0.0.1:" + ready.ftp + "/a/b/hello.txt")
                            .requireSuccess()
                            .output());
            ready.process().destroy();
            ClientResult result = serving.result(PATIENCE).requireSuccess();
            assertTrue(result.output().contains("s3://demo"), result::toString);
            assertFalse(result.output().contains(secret()), "the password got into the output");
        }
    }

    @Test
    void a_running_upload_finishes_before_the_server_ends() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(5).nextBytes(bytes);
        try (RunningClient serving = start("--sftp", "0", "--drain", "60")) {
            Ready ready = ready(serving);
            boolean acknowledged = false;
            try (SSHClient client = login(ready);
                    SFTPClient sftp = client.newSFTPClient()) {
                RemoteFile file = sftp.open("/slow", EnumSet.of(OpenMode.CREAT, OpenMode.WRITE));
                file.write(0, bytes, 0, 100_000);
                ready.process().destroy();
                Eventually.holds("the server lets nobody in any more", () -> isRefused(ready));
                file.write(100_000, bytes, 100_000, 200_000);
                file.close();
                acknowledged = true;
            } catch (IOException goodbye) {
                // The server may end the connection before the client does, but not before its answer.
                assertTrue(acknowledged, goodbye::toString);
            }
            ClientResult result = serving.result(PATIENCE).requireSuccess();
            assertTrue(result.errors().contains("waiting up to 60 s for 1 transfer to finish"), result::toString);
        }
        assertArrayEquals(bytes, Files.readAllBytes(work.resolve("anyfs-data/slow")));
    }

    @Test
    void an_upload_that_does_not_finish_in_time_is_aborted_and_told() throws Exception {
        try (RunningClient serving = start("--sftp", "0", "--drain", "0")) {
            Ready ready = ready(serving);
            try (SSHClient client = login(ready);
                    SFTPClient sftp = client.newSFTPClient()) {
                RemoteFile file = sftp.open("/never", EnumSet.of(OpenMode.CREAT, OpenMode.WRITE));
                file.write(0, new byte[1000], 0, 1000);
                ready.process().destroy();
                ClientResult result = serving.result(PATIENCE);
                assertEquals(1, result.exitCode(), result::toString);
                assertTrue(result.errors().contains("1 transfer did not finish in time"), result::toString);
            } catch (IOException connectionLost) {
                // The client's side of the abort.
            }
        }
        assertEquals("", listed());
    }

    @Test
    void what_arrived_of_an_upload_is_kept_at_the_end_where_the_operator_wants_it() throws Exception {
        try (RunningClient serving = start("--sftp", "0", "--drain", "0", "--upload", "in-place")) {
            Ready ready = ready(serving);
            try (SSHClient client = login(ready);
                    SFTPClient sftp = client.newSFTPClient()) {
                RemoteFile file = sftp.open("/part", EnumSet.of(OpenMode.CREAT, OpenMode.WRITE));
                file.write(0, new byte[1000], 0, 1000);
                ready.process().destroy();
                ClientResult result = serving.result(PATIENCE);
                assertEquals(1, result.exitCode(), result::toString);
                assertTrue(result.errors().contains("will be cut, keeping what arrived"), result::toString);
            } catch (IOException connectionLost) {
                // The client's side of the cut.
            }
        }
        assertEquals(1000, Files.size(work.resolve("anyfs-data/part")));
    }

    @Test
    void a_second_signal_ends_it_at_once() throws Exception {
        try (RunningClient serving = start("--sftp", "0", "--drain", "600")) {
            Ready ready = ready(serving);
            try (SSHClient client = login(ready);
                    SFTPClient sftp = client.newSFTPClient()) {
                RemoteFile file = sftp.open("/never", EnumSet.of(OpenMode.CREAT, OpenMode.WRITE));
                file.write(0, new byte[1000], 0, 1000);
                ready.process().destroy();
                Eventually.holds("the server lets nobody in any more", () -> isRefused(ready));
                ready.process().destroy();
                assertEquals(143, serving.result(PATIENCE).exitCode());
            } catch (IOException connectionLost) {
                // The client's side of the abort.
            }
        }
        assertEquals("", listed());
    }

    @Test
    void after_a_kill_nothing_half_written_is_there_and_the_next_start_serves() throws Exception {
        try (RunningClient serving = start("--sftp", "0")) {
            Ready ready = ready(serving);
            try (SSHClient client = login(ready);
                    SFTPClient sftp = client.newSFTPClient()) {
                RemoteFile file = sftp.open("/half", EnumSet.of(OpenMode.CREAT, OpenMode.WRITE));
                file.write(0, new byte[200_000], 0, 200_000);
                serving.kill();
            } catch (IOException connectionLost) {
                // The client's side of the kill.
            }
        }
        assertTrue(Files.exists(readyFile()), "a killed server leaves its ready file");
        try (RunningClient serving = start("--sftp", "0")) {
            Eventually.holds("the stale ready file is gone or new", () -> isNew());
            Ready ready = ready(serving);
            try (SSHClient client = login(ready);
                    SFTPClient sftp = client.newSFTPClient()) {
                assertEquals(List.of(), sftp.ls("/"));
            }
            ready.process().destroy();
            serving.result(PATIENCE).requireSuccess();
        }
        assertEquals("", listed());
    }

    @Test
    void after_a_kill_nothing_of_an_upload_to_a_bucket_is_published_and_the_sweep_removes_what_was_sent()
            throws Exception {
        try (WiredBucket bucket = WiredBucket.of(S3Server.S3PROXY)) {
            S3Store store = bucket.store();
            String url = "s3://" + bucket.name() + "?partSize=5&endpoint=" + store.endpoint();
            ClientCommand serve = serve(url, "--sftp", "0");
            try (RunningClient serving = authorized(serve, store).start()) {
                try (SSHClient client = login(ready(serving));
                        SFTPClient sftp = client.newSFTPClient()) {
                    RemoteFile file = sftp.open("/half", EnumSet.of(OpenMode.CREAT, OpenMode.WRITE));
                    byte[] bytes = new byte[200_000];
                    for (int i = 0; i < 60; i++) {
                        file.write((long) i * bytes.length, bytes, 0, bytes.length);
                    }
                    Eventually.holds(
                            "parts are under way",
                            () -> bucket.unfinishedUploads().contains("half"));
                    serving.kill();
                } catch (IOException connectionLost) {
                    // The client's side of the kill.
                }
            }
            assertEquals(List.of(), bucket.keys());

            ClientResult swept = authorized(anyfs.command("s3", "uploads", url, "--abort-older-than", "0s"), store)
                    .run()
                    .requireSuccess();

            assertTrue(swept.output().contains("half"), swept::toString);
            assertEquals(List.of(), bucket.unfinishedUploads());
            assertEquals(List.of(), bucket.keys());
        }
    }

    @Test
    void a_second_instance_is_told_that_the_port_is_in_use() throws Exception {
        try (RunningClient serving = start("--sftp", "0")) {
            Ready ready = ready(serving);
            ClientResult second =
                    anyfs.command("serve", "--sftp", ready.sftp).in(work).run();
            String line = Launcher.requireLine(second, 1);
            assertTrue(line.contains("127.0.0.1:" + ready.sftp + " is in use"), line);
            ready.process().destroy();
            serving.result(PATIENCE).requireSuccess();
        }
    }

    @Test
    void a_running_server_tells_what_is_open_in_it() throws Exception {
        try (RunningClient serving = start("--sftp", "0")) {
            Ready ready = ready(serving);
            ClientResult leaks =
                    anyfs.run("leaks", "--pid", ready.process().pid()).requireSuccess();
            assertTrue(leaks.output().contains("FILE_SYSTEM"), leaks::toString);
            ready.process().destroy();
            serving.result(PATIENCE).requireSuccess();
        }
    }

    // ---------------------------------------------------------------- the server

    private static ClientCommand authorized(ClientCommand command, S3Store store) {
        return command.with("AWS_ACCESS_KEY_ID", store.accessKey()).with("AWS_SECRET_ACCESS_KEY", store.secretKey());
    }

    private RunningClient start(Object... options) throws IOException {
        return serve(options).start();
    }

    private ClientCommand serve(Object... options) {
        Object[] words = new Object[options.length + 3];
        words[0] = "serve";
        words[1] = "--ready-file";
        words[2] = readyFile();
        System.arraycopy(options, 0, words, 3, options.length);
        return anyfs.command(words).in(work);
    }

    private Path readyFile() {
        return directory.resolve("ready.json");
    }

    private boolean isNew() {
        try {
            return Files.exists(readyFile()) && parse().process().isAlive();
        } catch (IOException | NoSuchElementException gone) {
            return false;
        }
    }

    private Ready ready(RunningClient serving) throws Exception {
        serving.awaitFile(readyFile());
        return parse();
    }

    private Ready parse() throws IOException {
        String json = Files.readString(readyFile());
        return new Ready(
                ProcessHandle.of(number(json, "\"pid\":(\\d+)")).orElseThrow(),
                (int) number(json, "\"sftp\":\\{\"host\":\"127.0.0.1\",\"port\":(\\d+)"),
                (int) number(json, "\"ftp\":\\{\"host\":\"127.0.0.1\",\"port\":(\\d+)"));
    }

    private static long number(String json, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(json);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private record Ready(ProcessHandle process, int sftp, int ftp) {}

    private Path password() {
        return home.directory().resolve("state/anyfs/password");
    }

    private String secret() throws IOException {
        return Files.readString(password()).strip();
    }

    /** What is in the served directory for whoever looks through anyfs. */
    private String listed() throws Exception {
        return anyfs.command("ls", "-a", "anyfs-data")
                .in(work)
                .run()
                .requireSuccess()
                .output();
    }

    // ---------------------------------------------------------------- its clients

    private SSHClient login(Ready ready) throws IOException {
        SSHClient client = new SSHClient(new DefaultConfig());
        client.addHostKeyVerifier(new PromiscuousVerifier());
        // A server that is just ending may leave it without an answer.
        client.getTransport().setTimeoutMs(LOGIN_MILLIS);
        client.connect("127.0.0.1", ready.sftp);
        client.authPassword("anyfs", secret());
        return client;
    }

    private boolean isRefused(Ready ready) {
        try (SSHClient refused = login(ready)) {
            return !refused.isAuthenticated();
        } catch (IOException shuttingDown) {
            return true;
        }
    }

    private SshFiles ssh() throws Exception {
        if (ssh == null) {
            ssh = SshFiles.withKey(home, "ed25519");
        }
        return ssh;
    }

    /** The lines to paste, from the output of the running server. */
    private List<String> printed(Ready ready) throws IOException {
        try (var files = Files.list(home.directory())) {
            for (Path output :
                    files.filter(file -> file.toString().endsWith(".out")).toList()) {
                String text = Files.readString(output);
                if (text.contains("sftp -P " + ready.sftp)) {
                    return text.lines()
                            .filter(line -> line.matches("  (sftp|curl|lftp) .*"))
                            .map(String::strip)
                            .toList();
                }
            }
        }
        return List.of();
    }

    private void paste(String line) throws Exception {
        run(line).requireSuccess();
    }

    /** Runs a line in a shell. What people type at prompts comes from elsewhere, and known hosts are kept in the test. */
    private ClientResult run(String line) throws Exception {
        String complete = line;
        String input = "";
        if (line.startsWith("sftp ")) {
            complete = "sftp -F none -o PubkeyAuthentication=no -o UserKnownHostsFile='"
                    + home.directory().resolve("known") + "' " + line.substring("sftp ".length());
            input = "ls\n";
        } else if (line.startsWith("lftp ")) {
            input = "ls\n";
        }
        var command = home.command("sh", "-c", complete).in(work).input(input);
        return ssh().withPassword(command, secret()).run();
    }
}
