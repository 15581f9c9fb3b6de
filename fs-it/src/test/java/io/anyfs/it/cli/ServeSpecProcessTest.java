package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.RunningClient;
import io.anyfs.it.client.SshFiles;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code anyfs serve --spec} with two users, one of whom has a password and one a key. */
@Timeout(240)
class ServeSpecProcessTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String PASSWORD = "hunter2-of-alice";

    @TempDir
    private static Path cache;

    @TempDir
    private Path directory;

    private ClientHome home;
    private Path here;
    private Launcher anyfs;
    private SshFiles ssh;
    private String ready = "";

    @BeforeEach
    void spec() throws Exception {
        home = ClientHome.in(directory);
        here = Files.createDirectory(directory.resolve("here"));
        anyfs = new Launcher(home, cache);
        ssh = SshFiles.withKey(home, "ed25519");
        for (String storage : List.of("alice", "bob", "archive")) {
            Files.createDirectories(directory.resolve("served").resolve(storage));
        }
        Files.writeString(directory.resolve("served/archive/old"), "old");
        Files.writeString(here.resolve("small"), "small");
        Files.write(here.resolve("big"), new byte[300_000]);
        Path password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(directory.resolve("tree.yaml"), """
                anyfs: 1
                define:
                  archive: {url: 'local:%1$s/archive', wrap: readonly}
                  shared: 'mem:'
                root: 'mem:'
                users:
                  alice:
                    password: {file: password}
                    root:
                      mount:
                        /incoming: {url: 'local:%1$s/alice', wrap: [{quota: {maxBytes: 100000}}]}
                        /archive: {use: archive}
                        /tmp: {use: shared}
                  bob:
                    keys: %2$s
                    root:
                      mount:
                        /incoming: {url: 'local:%1$s/bob', wrap: [{quota: {maxBytes: 100000}}]}
                        /archive: {use: archive}
                        /tmp: {use: shared}
                """.formatted(directory.resolve("served"), ssh.publicKey()));
    }

    @Test
    void each_user_reaches_what_the_spec_says_and_no_more() throws Exception {
        try (RunningClient serving = start()) {
            lftp("put small -o /incoming/by-alice; put small -o /tmp/shared").requireSuccess();
            sftp("put small /incoming/by-bob\nget /tmp/shared got\n").requireSuccess();

            assertEquals("small", Files.readString(here.resolve("got")));
            assertEquals(List.of("by-alice"), names("alice"));
            assertEquals(List.of("by-bob"), names("bob"));
            sftp("get /incoming/by-alice\n").requireFailure();
            lftp("get /incoming/by-bob").requireFailure();

            ClientResult denied = sftp("put small /archive/new\n").requireFailure();
            assertTrue(denied.errors().contains("Permission denied"), denied::toString);
            ClientResult refused = lftp("put small -o /archive/new").requireFailure();
            assertTrue(refused.errors().contains("550"), refused::toString);
            assertEquals(List.of("old"), names("archive"));

            ClientResult result = end(serving);
            assertTrue(result.output().contains("alice, bob"), result::toString);
            assertFalse((result.output() + result.errors()).contains(PASSWORD), "the password got into the output");
        }
    }

    @Test
    void what_exceeds_a_quota_is_refused_and_leaves_nothing() throws Exception {
        try (RunningClient serving = start()) {
            ClientResult ftp = lftp("put big -o /incoming/big").requireFailure();
            assertTrue(ftp.errors().contains("552"), ftp::toString);
            ClientResult sftp = sftp("put big /incoming/big\n").requireFailure();
            assertTrue((sftp.errors() + sftp.output()).contains("Failure"), sftp::toString);
            Eventually.holds(
                    "nothing half-written stays",
                    () -> names("alice").isEmpty() && names("bob").isEmpty());

            lftp("put small -o /incoming/small").requireSuccess();
            sftp("put small /incoming/small\n").requireSuccess();
            end(serving);
        }
    }

    private RunningClient start() throws IOException {
        Path file = directory.resolve("ready.json");
        RunningClient serving = anyfs.command(
                        "serve", "--spec", "../tree.yaml", "--sftp", "0", "--ftp", "0", "--ready-file", file)
                .in(here)
                .start();
        Eventually.holds("all servers listen", () -> Files.exists(file));
        ready = Files.readString(file);
        return serving;
    }

    /** Everything that clients left is closed by then, and no signal is answered with an error. */
    private ClientResult end(RunningClient serving) throws Exception {
        ProcessHandle.of(number("\"pid\":(\\d+)")).orElseThrow().destroy();
        ClientResult result = serving.result(PATIENCE).requireSuccess();
        assertEquals("", result.errors());
        return result;
    }

    /** Alice's client. */
    private ClientResult lftp(String commands) throws Exception {
        long port = number("\"ftp\":\\{\"host\":\"127.0.0.1\",\"port\":(\\d+)");
        String script = "set cmd:fail-exit yes; set net:max-retries 1; set xfer:log no; open -u alice," + PASSWORD
                + " ftp://127.0.0.1:" + port + "; " + commands;
        return home.command("lftp", "--norc", "-c", script).in(here).run();
    }

    /** Bob's client. */
    private ClientResult sftp(String commands) throws Exception {
        long port = number("\"sftp\":\\{\"host\":\"127.0.0.1\",\"port\":(\\d+)");
        ClientCommand command = home.command(
                "sftp",
                "-F",
                "none",
                "-oIdentityFile=" + ssh.privateKey(),
                "-oIdentitiesOnly=yes",
                "-oStrictHostKeyChecking=accept-new",
                "-oUserKnownHostsFile=" + home.directory().resolve("known"),
                "-b",
                home.write("batch", commands),
                "-P",
                port,
                "bob@127.0.0.1");
        return command.in(here).run();
    }

    /** What is in the directory of this machine, whatever its name begins with. */
    private List<String> names(String storage) throws IOException {
        try (var files = Files.list(directory.resolve("served").resolve(storage))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private long number(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(ready);
        assertTrue(matcher.find(), ready);
        return Long.parseLong(matcher.group(1));
    }
}
