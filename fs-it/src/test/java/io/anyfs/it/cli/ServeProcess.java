package io.anyfs.it.cli;

import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.RunningClient;
import io.anyfs.s3.testing.S3Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.verification.PromiscuousVerifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of {@code anyfs serve} as a process share: one at a time, in a directory of its own. */
abstract class ServeProcess {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int LOGIN_MILLIS = 10_000;

    @TempDir
    Path directory;

    ClientHome home;
    Path work;
    Launcher anyfs;

    @BeforeEach
    void launcher() throws IOException {
        home = ClientHome.in(directory);
        work = Files.createDirectory(directory.resolve("work"));
        anyfs = new Launcher(home);
    }

    static ClientCommand authorized(ClientCommand command, S3Store store) {
        return command.with("AWS_ACCESS_KEY_ID", store.accessKey()).with("AWS_SECRET_ACCESS_KEY", store.secretKey());
    }

    RunningClient start(Object... options) throws IOException {
        return serve(options).start();
    }

    ClientCommand serve(Object... options) {
        Object[] words = new Object[options.length + 3];
        words[0] = "serve";
        words[1] = "--ready-file";
        words[2] = readyFile();
        System.arraycopy(options, 0, words, 3, options.length);
        return anyfs.command(words).in(work);
    }

    Path readyFile() {
        return directory.resolve("ready.json");
    }

    boolean isNew() {
        try {
            return Files.exists(readyFile()) && parse().process().isAlive();
        } catch (IOException | NoSuchElementException gone) {
            return false;
        }
    }

    Ready ready(RunningClient serving) throws Exception {
        serving.awaitFile(readyFile());
        return parse();
    }

    Ready parse() throws IOException {
        String json = Files.readString(readyFile());
        return new Ready(
                ProcessHandle.of(number(json, "\"pid\":(\\d+)")).orElseThrow(),
                (int) number(json, "\"sftp\":\\{\"host\":\"127.0.0.1\",\"port\":(\\d+)"),
                (int) number(json, "\"ftp\":\\{\"host\":\"127.0.0.1\",\"port\":(\\d+)"));
    }

    static long number(String json, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(json);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    record Ready(ProcessHandle process, int sftp, int ftp) {}

    Path password() {
        return home.directory().resolve("state/anyfs/password");
    }

    String secret() throws IOException {
        return Files.readString(password()).strip();
    }

    /** What is in the served directory for whoever looks through anyfs. */
    String listed() throws Exception {
        return anyfs.command("ls", "-a", "anyfs-data")
                .in(work)
                .run()
                .requireSuccess()
                .output();
    }

    SSHClient login(Ready ready) throws IOException {
        SSHClient client = new SSHClient(new DefaultConfig());
        client.addHostKeyVerifier(new PromiscuousVerifier());
        // A server that is just ending may leave it without an answer.
        client.getTransport().setTimeoutMs(LOGIN_MILLIS);
        client.connect("127.0.0.1", ready.sftp());
        client.authPassword("anyfs", secret());
        return client;
    }

    boolean isRefused(Ready ready) {
        try (SSHClient refused = login(ready)) {
            return !refused.isAuthenticated();
        } catch (IOException shuttingDown) {
            return true;
        }
    }
}
