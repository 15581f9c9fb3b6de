package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.RunningClient;
import io.anyfs.it.client.SshFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of {@code anyfs serve}, and a home for its clients: alice, who has a password, and bob, who has a key. */
final class ServeSite {

    /** Alice's. */
    static final String PASSWORD = "hunter2-of-alice";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    final ClientHome home;
    final Launcher anyfs;

    /** Bob's key. */
    final SshFiles ssh;

    /** Where all files of the test are. */
    final Path directory;

    /** Where commands run. */
    final Path here;

    private String ready = "";

    private ServeSite(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.home = ClientHome.in(directory);
        this.here = Files.createDirectory(directory.resolve("here"));
        this.anyfs = new Launcher(home);
        this.ssh = SshFiles.withKey(home, "ed25519");
    }

    /** A site in a directory, with a file {@code small} to upload and one that is {@code big}. */
    static ServeSite in(Path directory) throws IOException, InterruptedException {
        ServeSite site = new ServeSite(directory);
        Files.writeString(site.here.resolve("small"), "small");
        Files.write(site.here.resolve("big"), new byte[300_000]);
        return site;
    }

    /** Changes the file of users, {@code users.yaml}. */
    void user(Object... words) throws Exception {
        List<Object> all = new ArrayList<>(List.of("user"));
        all.addAll(List.of(words));
        all.addAll(List.of("--users", "../users.yaml"));
        anyfs.command(all.toArray()).in(here).run().requireSuccess();
    }

    /** Runs {@code anyfs serve} until all servers listen. */
    RunningClient serve(Object... options) throws Exception {
        Path file = directory.resolve("ready.json");
        List<Object> words = new ArrayList<>(List.of("serve", "--ready-file", file));
        words.addAll(List.of(options));
        RunningClient serving = anyfs.command(words.toArray()).in(here).start();
        serving.awaitFile(file);
        ready = Files.readString(file);
        return serving;
    }

    /** Everything that clients left is closed by then, and no signal is answered with an error. */
    ClientResult end(RunningClient serving) throws Exception {
        ProcessHandle.of(number("\"pid\":(\\d+)")).orElseThrow().destroy();
        ClientResult result = serving.result(PATIENCE).requireSuccess();
        assertEquals("", result.errors());
        return result;
    }

    /** The port of {@code sftp}, {@code ftp} or {@code ftps}. */
    long port(String protocol) {
        return number("\"" + protocol + "\":\\{\"host\":\"127.0.0.1\",\"port\":(\\d+)");
    }

    /** Alice's client. */
    ClientResult lftp(String commands) throws Exception {
        String script = "set cmd:fail-exit yes; set net:max-retries 1; set xfer:log no; open -u alice," + PASSWORD
                + " ftp://127.0.0.1:" + port("ftp") + "; " + commands;
        return home.command("lftp", "--norc", "-c", script).in(here).run();
    }

    /** Bob's client. */
    ClientResult sftp(String commands) throws Exception {
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
                port("sftp"),
                "bob@127.0.0.1");
        return command.in(here).run();
    }

    /** What is in a directory below {@code served}, whatever its name begins with. */
    List<String> names(String storage) throws IOException {
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
