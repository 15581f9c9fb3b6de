package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server as an operator runs it, that says as much as it can, and what everybody can see of it. */
@Timeout(240)
class SecretsProcessTest {

    private static final String RIGHT = "Marker0451-right";
    private static final String WRONG = "Marker0451-wrong";

    @TempDir
    private Path directory;

    private ClientHome home;
    private String ready = "";

    @Test
    void no_secret_is_in_what_a_server_prints_writes_or_shows_of_itself() throws Exception {
        home = ClientHome.in(directory);
        Launcher anyfs = new Launcher(home);
        SshFiles ssh = SshFiles.withKey(home, "ed25519");
        Files.createDirectories(directory.resolve("served"));
        home.write("password", RIGHT + "\n");
        List<Object> add = List.of("user", "add", "alice", "--password-file", "password", "--key", ssh.publicKey());
        List<String> told = new ArrayList<>();
        told.add(anyfs.command(with(add, "--users", "users.yaml"))
                .run()
                .requireSuccess()
                .toString());
        told.add(anyfs.run("user", "list", "--users", "users.yaml")
                .requireSuccess()
                .toString());
        Path readyFile = directory.resolve("ready.json");
        try (RunningClient serving = anyfs.command(
                        "serve",
                        "../served",
                        "-vv",
                        "--users",
                        "users.yaml",
                        "--sftp",
                        "0",
                        "--ftp",
                        "0",
                        "--ftps",
                        "0",
                        "--admin-socket",
                        "admin",
                        "--audit-log",
                        "audit",
                        "--ready-file",
                        readyFile)
                .start()) {
            serving.awaitFile(readyFile);
            ready = Files.readString(readyFile);
            curl(WRONG).requireFailure();
            curl(RIGHT).requireSuccess();
            sftp(ssh).requireSuccess();
            long process = number("\"pid\":(\\d+)");
            told.add(anyfs.run("sessions", "list", "admin").requireSuccess().toString());
            told.add(anyfs.run("leaks", "--pid", process).requireSuccess().toString());
            told.add(home.command("cat", "/proc/" + process + "/cmdline", "/proc/" + process + "/environ")
                    .run()
                    .requireSuccess()
                    .output());
            Files.writeString(home.directory().resolve("users.yaml"), "  bob: {password: " + WRONG + "}\n");
            curl(RIGHT).requireSuccess();
            ProcessHandle.of(process).orElseThrow().destroy();
            ClientResult result = serving.result(Duration.ofMinutes(1)).requireSuccess();
            assertTrue(result.errors().contains("cannot be used"), result::toString);
            told.add(result.output() + result.errors());
        }
        told.add(Files.readString(home.directory().resolve("audit")));
        told.add(ready);
        assertEquals(2, logins(told.get(told.size() - 2), "FTP"));
        List<String> secrets = new ArrayList<>(List.of("Marker0451", "$argon2id$", "PRIVATE KEY"));
        secrets.addAll(keyLines());
        for (String text : told) {
            for (String secret : secrets) {
                assertFalse(text.contains(secret), secret + " is in " + text);
            }
        }
    }

    private static long logins(String audit, String protocol) {
        return audit.lines()
                .filter(line -> line.contains("\"event\":\"login\"") && line.contains("\"" + protocol + "\""))
                .count();
    }

    /** The lines of the keys that the server has made, without those that say what they are. */
    private List<String> keyLines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : List.of("state/anyfs/tls.pem")) {
            String pem = Files.readString(home.directory().resolve(name));
            String key = pem.substring(pem.indexOf("PRIVATE KEY-----"), pem.lastIndexOf("-----END"));
            key.lines()
                    .filter(line -> line.length() > 40 && !line.contains("-"))
                    .forEach(lines::add);
        }
        assertFalse(lines.isEmpty());
        return lines;
    }

    private static Object[] with(List<Object> words, Object... more) {
        List<Object> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all.toArray();
    }

    /** What the client is given on its command line is the client's business. */
    private ClientResult curl(String password) throws Exception {
        return home.command(
                        "curl",
                        "-sS",
                        "-u",
                        "alice:" + password,
                        "ftp://127.0.0.1:" + number("\"ftp\":\\{\"host\":\"127.0.0.1\",\"port\":(\\d+)") + "/")
                .run();
    }

    private ClientResult sftp(SshFiles ssh) throws Exception {
        return home.command(
                        "sftp",
                        "-F",
                        "none",
                        "-oIdentityFile=" + ssh.privateKey(),
                        "-oIdentitiesOnly=yes",
                        "-oStrictHostKeyChecking=accept-new",
                        "-oUserKnownHostsFile=" + home.directory().resolve("known"),
                        "-b",
                        home.write("batch", "ls\n"),
                        "-P",
                        number("\"sftp\":\\{\"host\":\"127.0.0.1\",\"port\":(\\d+)"),
                        "alice@127.0.0.1")
                .run();
    }

    private long number(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(ready);
        assertTrue(matcher.find(), ready);
        return Long.parseLong(matcher.group(1));
    }
}
