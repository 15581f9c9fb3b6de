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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code anyfs serve --users} with two users, one of whom has a password and one a key. */
@Timeout(240)
class ServeUsersProcessTest {

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
    void users() throws Exception {
        home = ClientHome.in(directory);
        here = Files.createDirectory(directory.resolve("here"));
        anyfs = new Launcher(home, cache);
        ssh = SshFiles.withKey(home, "ed25519");
        Files.createDirectories(directory.resolve("served/pub"));
        Files.writeString(here.resolve("small"), "small");
        Files.write(here.resolve("big"), new byte[300_000]);
        Files.writeString(here.resolve("password"), PASSWORD + "\n");
        anyfs("add", "alice", "--password-file", "password", "--home", "/homes/{user}", "--quota", "100000");
        anyfs("add", "bob", "--key", ssh.publicKey(), "--home", "/homes/{user}");
        Path file = directory.resolve("users.yaml");
        Files.writeString(file, Files.readString(file) + """
                    permissions:
                      /in: [create]
                      /out: [list, read]
                anonymous:
                  home: /pub
                """);
        for (String name : List.of("in", "out", "private")) {
            Files.createDirectories(directory.resolve("served/homes/bob").resolve(name));
            Files.writeString(
                    directory.resolve("served/homes/bob").resolve(name).resolve("old"), "old");
        }
    }

    @Test
    void each_user_has_a_home_and_no_more_than_is_permitted() throws Exception {
        try (RunningClient serving = start()) {
            lftp("put small -o /mine").requireSuccess();
            assertEquals(List.of("mine"), names("homes/alice"));
            ClientResult full = lftp("put big -o /big").requireFailure();
            assertTrue(full.errors().contains("552"), full::toString);

            sftp("put small /in/new\nget /out/old got\n").requireSuccess();
            assertEquals("old", Files.readString(here.resolve("got")));
            assertEquals(List.of("new", "old"), names("homes/bob/in"));
            ClientResult listed = sftp("ls -1 /\n").requireSuccess();
            assertFalse(listed.output().contains("private"), listed::toString);
            for (String refused : List.of(
                    "get /in/old\n",
                    "put small /in/old\n",
                    "put small /out/new\n",
                    "rm /out/old\n",
                    "ls /private\n",
                    "get /private/old\n",
                    "rename /out/old /in/x\n",
                    "put small /new\n")) {
                sftp(refused).requireFailure();
            }
            assertEquals(List.of("old"), names("homes/bob/out"));
            assertEquals("old", Files.readString(directory.resolve("served/homes/bob/in/old")));

            anyfs("rm", "alice");
            lftp("ls /").requireFailure();
            assertFalse(end(serving).output().contains(PASSWORD), "the password got into the output");
        }
    }

    private void anyfs(Object... words) throws Exception {
        List<Object> all = new ArrayList<>(List.of("user"));
        all.addAll(List.of(words));
        all.addAll(List.of("--users", "../users.yaml"));
        anyfs.command(all.toArray()).in(here).run().requireSuccess();
    }

    private RunningClient start() throws IOException {
        Path file = directory.resolve("ready.json");
        RunningClient serving = anyfs.command(
                        "serve",
                        "../served",
                        "--users",
                        "../users.yaml",
                        "--sftp",
                        "0",
                        "--ftp",
                        "0",
                        "--ready-file",
                        file)
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
