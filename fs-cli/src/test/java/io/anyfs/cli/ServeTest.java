package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Signals;
import io.anyfs.expose.ftp.tls.SelfSignedIdentity;
import io.anyfs.expose.ftp.tls.TlsIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code serve}: what it refuses, and what it leaves. Real clients are in {@code fs-it}. */
@Timeout(60)
class ServeTest {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJDydkBuQfV8WQKo7dexEUkucIJMbHxxbGGpocnjvXv8 a\n";

    @TempDir
    private Path directory;

    private Shell shell;

    @BeforeEach
    void directories() throws IOException {
        shell = new Shell(directory);
        Files.createDirectory(directory.resolve("data"));
    }

    @Test
    void a_port_in_use_gets_a_line_that_says_what_to_do() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            String sftp = shell.run("serve", "data", "--sftp", port).failed(ExitCode.FAILURE);
            assertTrue(sftp.contains("127.0.0.1:" + port + " is in use"), sftp);
            assertTrue(sftp.contains("--sftp 127.0.0.1:0"), sftp);
            String ftp =
                    shell.run("serve", "data", "--sftp", "0", "--ftp", port).failed(ExitCode.FAILURE);
            assertTrue(ftp.contains("--ftp 127.0.0.1:0"), ftp);
        }
    }

    @Test
    void options_of_FTP_that_make_no_sense_are_refused() throws IOException {
        Files.writeString(directory.resolve("no.pem"), "nothing");
        assertTrue(shell.run("serve", "data", "--sftp", "0", "--tls-cert", "no.pem")
                .failed(ExitCode.USAGE)
                .contains("add --ftp or --ftps"));
        assertTrue(shell.run("serve", "data", "--ftps", "0", "--tls-key", "no.pem")
                .failed(ExitCode.USAGE)
                .contains("--tls-cert"));
        assertTrue(shell.run("serve", "data", "--ftps", "0", "--tls-cert", "no.pem")
                .failed(ExitCode.USAGE)
                .contains("no.pem holds no private key"));
        assertTrue(shell.run("serve", "data", "--ftp", "0", "--passive-ports", "5")
                .failed(ExitCode.USAGE)
                .contains("50000-50999"));
        assertTrue(shell.run("serve", "data", "--ftp", "0", "--passive-address", "10.0.0.0=1.2.3.4")
                .failed(ExitCode.USAGE)
                .contains("10.0.0.0/8"));
        assertTrue(shell.run("serve", "data", "--sftp", "0", "--ftp-deflate")
                .failed(ExitCode.USAGE)
                .contains("add --ftp or --ftps"));
        assertTrue(shell.run("serve", "data", "--ftps", "0", "--tls-client-auth", "wanted")
                .failed(ExitCode.USAGE)
                .contains("--tls-client-ca"));
        assertTrue(shell.run("serve", "data", "--ftp", "0", "--tls-client-ca", "no.pem")
                .failed(ExitCode.USAGE)
                .contains("--tls-cert"));
        assertTrue(shell.run("serve", "data", "--ftps", "0", "--tls-client-ca", "no.pem")
                .failed(ExitCode.USAGE)
                .contains("no.pem holds no certificate"));
    }

    @Test
    void compression_is_offered_to_FTP_clients_where_it_is_asked_for() throws Exception {
        Running server = start("serve", "data", "--ftp", "0", "--ftp-deflate", "--ready-file", "ready");
        int port = server.ready().getAsJsonObject("ftp").get("port").getAsInt();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write("FEAT\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            String replies = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(replies.contains("\r\n MODE Z\r\n"), replies);
        }
        server.end(Signals.Signal.TERM).succeeded();
    }

    @Test
    void clients_of_FTPS_need_a_certificate_of_the_authority_that_is_given() throws Exception {
        TlsIdentity client = SelfSignedIdentity.in(directory.resolve("client.pem"), "client.example")
                .current();
        Running server =
                start("serve", "data", "--ftps", "0", "--tls-client-ca", "client.pem", "--ready-file", "ready");
        int port = server.ready().getAsJsonObject("ftps").get("port").getAsInt();
        assertEquals("220", TlsGreeting.of(port, client));
        assertThrows(IOException.class, () -> TlsGreeting.of(port, null));
        server.end(Signals.Signal.TERM).succeeded();
    }

    @Test
    void clients_of_FTPS_may_do_without_a_certificate_where_it_is_only_wanted() throws Exception {
        TlsIdentity client = SelfSignedIdentity.in(directory.resolve("client.pem"), "client.example")
                .current();
        Running server = start(
                "serve",
                "data",
                "--sftp",
                "0",
                "--ftps",
                "0",
                "--tls-client-ca",
                "client.pem",
                "--tls-client-auth",
                "wanted",
                "--ready-file",
                "ready");
        int port = server.ready().getAsJsonObject("ftps").get("port").getAsInt();
        assertEquals("220", TlsGreeting.of(port, client));
        assertEquals("220", TlsGreeting.of(port, null));
        server.end(Signals.Signal.TERM).succeeded();
    }

    @Test
    void without_a_certificate_FTPS_gets_one_that_is_kept_and_told_of() throws Exception {
        for (int i = 0; i < 2; i++) {
            Running server = start("serve", "data", "--ftps", "0", "--ready-file", "ready");
            JsonObject ready = server.ready();
            Shell.Result result = server.end(Signals.Signal.TERM).succeeded();
            String hash = ready.getAsJsonObject("ftps").get("certificate").getAsString();
            assertTrue(result.out().contains(hash), result::toString);
            assertTrue(result.out().contains("no authority has signed it"), result::toString);
        }
    }

    @Test
    void a_backlog_above_what_the_kernel_grants_is_refused() {
        String line = shell.run("serve", "data", "--sftp", "0", "--backlog", "2000000000")
                .failed(ExitCode.USAGE);
        assertTrue(line.contains("sysctl -w net.core.somaxconn=2000000000"), line);
        shell.run("serve", "data", "--sftp", "0", "--backlog", "0").failed(ExitCode.USAGE);
    }

    @Test
    void a_missing_directory_and_a_file_are_refused() throws IOException {
        Files.writeString(directory.resolve("file"), "");
        shell.run("serve", "none", "--sftp", "0").failed(ExitCode.NOT_FOUND);
        shell.run("serve", "file", "--sftp", "0").failed(ExitCode.WRONG_KIND);
    }

    @Test
    void addresses_users_and_policies_that_make_no_sense_are_refused() {
        assertTrue(shell.run("serve", "--sftp", "here").failed(ExitCode.USAGE).contains("0.0.0.0:2222"));
        shell.run("serve", "--sftp", "65536").failed(ExitCode.USAGE);
        shell.run("serve", "data", "--sftp", "0", "--user", "a:b").failed(ExitCode.USAGE);
        shell.run("serve", "data", "--sftp", "0", "--drain", "-1").failed(ExitCode.USAGE);
        shell.run("serve", "mem:", "--sftp", "0", "--links", "deny").failed(ExitCode.USAGE);
        assertTrue(shell.run("serve", "data", "--sftp", "0", "--upload", "partly")
                .failed(ExitCode.USAGE)
                .contains("write atomic or in-place"));
        shell.run("serve", "data", "--sftp", "no.such.host.invalid:0").failed(ExitCode.USAGE);
    }

    @Test
    void files_that_cannot_be_written_are_refused_before_anything_is_served() {
        assertTrue(shell.run("serve", "data", "--sftp", "0", "--ready-file", "none/ready")
                .failed(ExitCode.USAGE)
                .contains("name a file in a directory that is there with --ready-file"));
        String audit = shell.run("serve", "data", "--sftp", "0", "--audit-log", "none/log")
                .failed(ExitCode.FAILURE);
        assertTrue(audit.contains("none/log: not found") && audit.contains("--audit-log"), audit);
        String admin = shell.run("serve", "data", "--sftp", "0", "--admin-socket", "none/socket")
                .failed(ExitCode.FAILURE);
        assertTrue(admin.contains("not found") && admin.contains("--admin-socket"), admin);
    }

    @Test
    void who_lets_links_be_followed_where_clients_may_write_is_warned() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            String[] words = {"serve", "data", "--sftp", port, "--links", "follow"};
            assertTrue(shell.run(words).err().contains("add --read-only"));
            String[] readOnly = {"serve", "data", "--sftp", port, "--links", "follow", "--read-only"};
            assertFalse(shell.run(readOnly).err().contains("links=follow"));
        }
    }

    @Test
    void a_password_file_that_is_missing_or_empty_is_refused() throws IOException {
        shell.run("serve", "data", "--sftp", "0", "--password-file", "pw").failed(ExitCode.NOT_FOUND);
        Path file = Files.writeString(directory.resolve("pw"), "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertTrue(shell.run("serve", "data", "--sftp", "0", "--password-file", "pw")
                .failed(ExitCode.USAGE)
                .contains("is empty"));
    }

    @Test
    void keys_that_are_none_are_refused_with_their_line() throws IOException {
        Files.writeString(directory.resolve("keys"), "# nobody\n");
        assertTrue(shell.run("serve", "data", "--sftp", "0", "--authorized-keys", "keys")
                .failed(ExitCode.USAGE)
                .contains("holds no key"));
        Files.writeString(directory.resolve("keys"), "ssh-ed25519 nonsense\n");
        assertTrue(shell.run("serve", "data", "--sftp", "0", "--authorized-keys", "keys")
                .failed(ExitCode.USAGE)
                .contains("line 1"));
    }

    @Test
    void host_keys_and_certificates_that_make_no_sense_are_refused() throws IOException {
        assertTrue(shell.run("serve", "data", "--sftp", "0", "--host-key", "a", "--host-key", "b")
                .failed(ExitCode.USAGE)
                .contains("a second host key of type ssh-ed25519"));
        shell.run("serve", "data", "--sftp", "0", "--host-certificate", "none").failed(ExitCode.NOT_FOUND);
        Files.writeString(directory.resolve("cert.pub"), KEY);
        assertTrue(shell.run("serve", "data", "--sftp", "0", "--host-certificate", "cert.pub")
                .failed(ExitCode.USAGE)
                .contains("a key and not a certificate"));
        assertTrue(shell.run("serve", "data", "--ftp", "0", "--host-key", "a")
                .failed(ExitCode.USAGE)
                .contains("add --sftp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                KEY,
                "-----BEGIN OPENSSH PRIVATE KEY-----\n!!!!\n-----END OPENSSH PRIVATE KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU=\n-----END OPENSSH PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
            })
    void a_file_that_is_no_host_key_is_refused_by_its_name(String text) throws IOException {
        Files.writeString(directory.resolve("bad"), text);
        String line =
                shell.run("serve", "data", "--sftp", "0", "--host-key", "bad").failed(ExitCode.USAGE);
        assertTrue(line.contains(directory.resolve("bad").toString()), line);
    }

    @Test
    void an_authority_of_users_needs_no_password_beside_it() throws Exception {
        Files.writeString(directory.resolve("ca.pub"), KEY);
        Running server = start("serve", "data", "--sftp", "0", "--trusted-user-ca", "ca.pub", "--ready-file", "ready");
        server.ready();
        server.end(Signals.Signal.TERM).succeeded();
        assertFalse(Files.exists(directory.resolve("state/anyfs/password")));
        shell.run("serve", "data", "--sftp", "0", "--trusted-user-ca", "none").failed(ExitCode.NOT_FOUND);
        Files.writeString(directory.resolve("users.yaml"), "anyfs-users: 1\nusers: {a: {keys: []}}\n");
        assertTrue(shell.run("serve", "data", "--sftp", "0", "--users", "users.yaml", "--trusted-user-ca", "ca.pub")
                .failed(ExitCode.USAGE)
                .contains("--trusted-user-ca"));
    }

    @Test
    void every_host_key_that_is_named_is_private_to_the_server() throws Exception {
        KeyPair second = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        try (OutputStream out = Files.newOutputStream(directory.resolve("ecdsa"))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(second, "test", null, out);
        }
        Files.setPosixFilePermissions(directory.resolve("ecdsa"), PosixFilePermissions.fromString("rw-------"));
        Running server = start(
                "serve",
                "data",
                "--sftp",
                "0",
                "--host-key",
                "ed25519",
                "--host-key",
                "ecdsa",
                "--ready-file",
                "ready");
        String shown = server.ready().getAsJsonObject("sftp").get("hostKey").getAsString();
        server.end(Signals.Signal.TERM).succeeded();
        assertNotEquals(KeyUtils.getFingerPrint(second.getPublic()), shown);
        assertTrue(Files.exists(directory.resolve("ed25519")));

        Files.move(directory.resolve("ecdsa"), directory.resolve("data/ecdsa"));
        assertTrue(shell.run("serve", "data", "--sftp", "0", "--host-key", "ed25519", "--host-key", "data/ecdsa")
                .failed(ExitCode.USAGE)
                .contains("would be served"));
    }

    @Test
    void the_secrets_of_the_server_are_never_served() throws IOException {
        assertTrue(shell.run("serve", ".", "--sftp", "0").failed(ExitCode.USAGE).contains("would be served"));
        Files.writeString(directory.resolve("data/pw"), "secret");
        assertTrue(shell.run("serve", "data", "--sftp", "0", "--password-file", "data/pw")
                .failed(ExitCode.USAGE)
                .contains("would be served"));
    }

    @Test
    void it_tells_where_it_is_and_ends_cleanly_on_a_signal() throws Exception {
        Running server = start("serve", "data", "--sftp", "0", "--ftp", "0", "--ready-file", "ready");
        JsonObject ready = server.ready();
        assertEquals(ProcessHandle.current().pid(), ready.get("pid").getAsLong());
        assertEquals("anyfs", ready.get("user").getAsString());
        int sftp = ready.getAsJsonObject("sftp").get("port").getAsInt();
        int ftp = ready.getAsJsonObject("ftp").get("port").getAsInt();
        assertNotEquals(0, sftp);
        assertTrue(ready.getAsJsonObject("sftp").get("hostKey").getAsString().startsWith("SHA256:"));
        Shell.Result result = server.end(Signals.Signal.TERM).succeeded();
        assertFalse(Files.exists(directory.resolve("ready")));
        assertTrue(result.out().contains("sftp -P " + sftp), result::toString);
        assertTrue(result.out().contains("ftp://127.0.0.1:" + ftp), result::toString);
        String password =
                Files.readString(directory.resolve("state/anyfs/password")).strip();
        assertFalse(result.out().contains(password), "a password got into a pipe");
    }

    @Test
    void the_generated_password_is_shown_to_a_terminal() throws Exception {
        shell.onTerminal();
        Running server = start("serve", "data", "--sftp", "0", "--ready-file", "ready");
        server.ready();
        Shell.Result result = server.end(Signals.Signal.INT);
        String password =
                Files.readString(directory.resolve("state/anyfs/password")).strip();
        assertTrue(password.matches("[a-z2-9]{20}"), password);
        assertTrue(result.out().contains(password), result::toString);
    }

    @Test
    void the_host_key_and_the_password_stay_and_are_private() throws Exception {
        Running first = start("serve", "data", "--sftp", "0", "--ready-file", "ready");
        String key = first.ready().getAsJsonObject("sftp").get("hostKey").getAsString();
        first.end(Signals.Signal.TERM).succeeded();
        String password = Files.readString(directory.resolve("state/anyfs/password"));
        Running second = start("serve", "data", "--sftp", "0", "--ready-file", "ready");
        assertEquals(key, second.ready().getAsJsonObject("sftp").get("hostKey").getAsString());
        second.end(Signals.Signal.TERM).succeeded();
        assertEquals(password, Files.readString(directory.resolve("state/anyfs/password")));
        for (String file : List.of("host_key", "password")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve("state/anyfs/" + file))));
        }
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("state/anyfs"))));
    }

    @Test
    void with_one_protocol_only_that_is_served() throws Exception {
        Running server = start("serve", "data", "--ftp", "0", "--ready-file", "ready");
        JsonObject ready = server.ready();
        assertFalse(ready.has("sftp"));
        assertTrue(ready.has("ftp"));
        Shell.Result result = server.end(Signals.Signal.TERM).succeeded();
        assertFalse(result.out().contains("sftp"), result::toString);
    }

    @Test
    void without_a_place_a_directory_is_created_and_served() throws Exception {
        Running server = start("serve", "--sftp", "0", "--ready-file", "ready");
        server.ready();
        assertTrue(Files.isDirectory(directory.resolve("anyfs-data")));
        server.end(Signals.Signal.TERM).succeeded();
    }

    @Test
    void a_password_file_that_others_can_read_is_remarked_on() throws Exception {
        Path file = Files.writeString(directory.resolve("pw"), "secret\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Running server = start("serve", "data", "--sftp", "0", "--password-file", "pw", "--ready-file", "ready");
        server.ready();
        Shell.Result result = server.end(Signals.Signal.TERM);
        assertEquals(0, result.exitCode());
        assertEquals("anyfs serve: others can read pw; change that with chmod 600 pw\n", result.err());
        assertFalse(Files.exists(directory.resolve("state/anyfs/password")));
    }

    private Running start(String... words) {
        return new Running(words);
    }

    /** A server on a thread of its own. */
    private final class Running {
        private final CompletableFuture<Consumer<Signals.Signal>> listener = new CompletableFuture<>();
        private final CompletableFuture<Shell.Result> result = new CompletableFuture<>();

        Running(String... words) {
            Thread thread = new Thread(() -> {
                try {
                    result.complete(shell.run(listener::complete, words));
                } catch (RuntimeException | Error failure) {
                    result.completeExceptionally(failure);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        /** Waits for the ready file, whole from the beginning. */
        JsonObject ready() throws Exception {
            Path file = directory.resolve("ready");
            while (!Files.exists(file)) {
                if (result.isDone()) {
                    throw new AssertionError("ended early: " + result.get());
                }
                Thread.onSpinWait();
            }
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        }

        Shell.Result end(Signals.Signal signal) throws Exception {
            listener.get(30, TimeUnit.SECONDS).accept(signal);
            return result.get(30, TimeUnit.SECONDS);
        }
    }
}
