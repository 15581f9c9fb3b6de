package io.anyfs.it.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileSystem;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.SshFiles;
import io.anyfs.it.client.Storage;
import io.anyfs.tck.subject.Eventually;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A served storage, and a home from which clients reach it by key or password. */
final class SftpSite implements Closeable {

    static final String USER = "alice";
    static final String PASSWORD = "correct horse";

    final FileSystem files;
    final SftpServer server;
    final ClientHome home;
    final SshFiles ssh;

    /** Where clients keep their files. */
    final Path here;

    private final Path config;

    private SftpSite(FileSystem files, UploadPolicy uploads, Path directory) throws IOException, InterruptedException {
        this.files = files;
        this.home = ClientHome.in(directory);
        this.ssh = SshFiles.withKey(home, "ed25519");
        this.here = Files.createDirectories(directory.resolve("here"));
        this.server = SftpServer.builder(files)
                .user(USER, PASSWORD)
                .authorizedKeys(ssh.publicKey())
                .uploads(uploads)
                .limits(ServiceLimits.DEFAULT.withDrainTimeout(Duration.ofSeconds(5)))
                .port(0)
                .start();
        this.config = ssh.config(server.address(), USER, server.hostKeyLine());
    }

    /** A site in a directory, usually a {@code @TempDir}. */
    static SftpSite of(Storage storage, Path directory) throws IOException, InterruptedException {
        return of(storage.open(directory.resolve("served")), UploadPolicy.ATOMIC, directory);
    }

    /** A site of a filesystem, with a home in a directory. */
    static SftpSite of(FileSystem files, UploadPolicy uploads, Path directory)
            throws IOException, InterruptedException {
        return new SftpSite(files, uploads, directory);
    }

    /** OpenSSH's sftp with a batch of commands, which ends at the first one that fails. */
    ClientCommand sftp(String batch) throws IOException {
        return home.command("sftp", "-F", config, "-b", home.write("batch", batch), "server")
                .in(here);
    }

    /** OpenSSH's scp; the server's paths begin with {@code server:}. */
    ClientCommand scp(Object... arguments) {
        return ssh("scp", arguments);
    }

    /** A program of OpenSSH that knows the host {@code server}. */
    ClientCommand ssh(String program, Object... arguments) {
        List<Object> words = new ArrayList<>(List.of("-F", config));
        words.addAll(List.of(arguments));
        return home.command(program, words.toArray()).in(here);
    }

    /** curl, logged in by password. */
    ClientCommand curl(Object... arguments) {
        List<Object> words = new ArrayList<>(List.of(
                "-sS",
                "--hostpubsha256",
                server.fingerprint().substring("SHA256:".length()),
                "-u",
                USER + ":" + PASSWORD));
        words.addAll(List.of(arguments));
        return home.command("curl", words.toArray()).in(here);
    }

    String url(String path) {
        return "sftp://127.0.0.1:" + port() + path;
    }

    /** Runs commands of lftp, to their end or to the first one that fails. */
    ClientResult lftp(String commands) throws IOException, InterruptedException {
        String script = "set cmd:fail-exit yes; set net:max-retries 1; set xfer:log no;"
                + " set sftp:connect-program \"ssh -a -x -F " + config + "\";"
                + " open sftp://" + USER + ":@server; " + commands;
        return home.command("lftp", "--norc", "-c", script).in(here).run();
    }

    /** Runs rclone, for which this is {@code server:}. It is configured by the environment alone: there is no configuration file. */
    ClientResult rclone(Object... arguments) throws IOException, InterruptedException {
        return home.command("rclone", arguments)
                .with("RCLONE_CONFIG", "")
                .with("RCLONE_CONFIG_SERVER_TYPE", "sftp")
                .with("RCLONE_CONFIG_SERVER_HOST", "127.0.0.1")
                .with("RCLONE_CONFIG_SERVER_PORT", port())
                .with("RCLONE_CONFIG_SERVER_USER", USER)
                .with("RCLONE_CONFIG_SERVER_KEY_FILE", ssh.privateKey())
                .with("RCLONE_CONFIG_SERVER_KNOWN_HOSTS_FILE", ssh.knownHosts(server.hostKeyLine()))
                .in(here)
                .run()
                .requireSuccess();
    }

    /** A program of PuTTY, logged in by password; the server's paths begin with {@code server:}. */
    ClientCommand putty(String program, Object... arguments) {
        List<Object> words =
                new ArrayList<>(List.of("-batch", "-P", port(), "-pw", PASSWORD, "-hostkey", server.fingerprint()));
        for (Object argument : arguments) {
            words.add(argument.toString().replace("server:", USER + "@127.0.0.1:"));
        }
        return home.command(program, words.toArray()).in(here);
    }

    int port() {
        return server.address().getPort();
    }

    /** Fails the test if a client left anything open, once its sessions have ended. */
    void assertNothingLeftOpen() {
        Eventually.holds(
                "the sessions of the clients end",
                () -> server.service().sessions().isEmpty());
        assertEquals(List.of(), files.openResources());
        assertEquals(0, server.service().runningTransfers());
    }

    /** What is promised for clients that were killed. */
    void assertNothingLeftOpenWithinASecond(String context) {
        Eventually.holdsWithinASecond(
                () -> server.service().sessions().isEmpty()
                        && files.openResources().isEmpty(),
                () -> context + ", open: " + files.openResources());
    }

    @Override
    public void close() throws IOException {
        server.close();
        files.close();
    }
}
