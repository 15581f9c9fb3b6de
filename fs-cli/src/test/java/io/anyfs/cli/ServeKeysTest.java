package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Signals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys and passwords of {@code serve}: what it refuses, and what it keeps. */
@Timeout(60)
class ServeKeysTest extends ServeCommandTests {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJDydkBuQfV8WQKo7dexEUkucIJMbHxxbGGpocnjvXv8 a\n";

    @Test
    void keys_that_are_none_are_refused_with_their_line() throws IOException {
        Files.writeString(directory.resolve("keys"), "# nobody\n");
        assertRefused("holds no key", "--sftp", "0", "--authorized-keys", "keys");
        Files.writeString(directory.resolve("keys"), "ssh-ed25519 nonsense\n");
        assertRefused("line 1", "--sftp", "0", "--authorized-keys", "keys");
    }

    @Test
    void host_keys_and_certificates_that_make_no_sense_are_refused() throws IOException {
        assertRefused("a second host key of type ssh-ed25519", "--sftp", "0", "--host-key", "a", "--host-key", "b");
        shell.run("serve", "data", "--sftp", "0", "--host-certificate", "none").failed(ExitCode.NOT_FOUND);
        Files.writeString(directory.resolve("cert.pub"), KEY);
        assertRefused("a key and not a certificate", "--sftp", "0", "--host-certificate", "cert.pub");
        assertRefused("add --sftp", "--ftp", "0", "--host-key", "a");
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
        RunningServer server =
                start("serve", "data", "--sftp", "0", "--trusted-user-ca", "ca.pub", "--ready-file", "ready");
        server.ready();
        server.end(Signals.Signal.TERM).succeeded();
        assertFalse(Files.exists(directory.resolve("state/anyfs/password")));
        shell.run("serve", "data", "--sftp", "0", "--trusted-user-ca", "none").failed(ExitCode.NOT_FOUND);
        Files.writeString(directory.resolve("users.yaml"), "anyfs-users: 1\nusers: {a: {keys: []}}\n");
        assertRefused("--trusted-user-ca", "--sftp", "0", "--users", "users.yaml", "--trusted-user-ca", "ca.pub");
    }

    @Test
    void every_host_key_that_is_named_is_private_to_the_server() throws Exception {
        KeyPair second = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        try (OutputStream out = Files.newOutputStream(directory.resolve("ecdsa"))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(second, "test", null, out);
        }
        Files.setPosixFilePermissions(directory.resolve("ecdsa"), PosixFilePermissions.fromString("rw-------"));
        RunningServer server = start(
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
        assertRefused("would be served", "--sftp", "0", "--host-key", "ed25519", "--host-key", "data/ecdsa");
    }

    @Test
    void the_host_key_and_the_password_stay_and_are_private() throws Exception {
        RunningServer first = start("serve", "data", "--sftp", "0", "--ready-file", "ready");
        String key = first.ready().getAsJsonObject("sftp").get("hostKey").getAsString();
        first.end(Signals.Signal.TERM).succeeded();
        String password = Files.readString(directory.resolve("state/anyfs/password"));
        RunningServer second = start("serve", "data", "--sftp", "0", "--ready-file", "ready");
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
    void the_secrets_of_the_server_are_never_served() throws IOException {
        assertTrue(shell.run("serve", ".", "--sftp", "0").failed(ExitCode.USAGE).contains("would be served"));
        Files.writeString(directory.resolve("data/pw"), "secret");
        assertRefused("would be served", "--sftp", "0", "--password-file", "data/pw");
    }

    @Test
    void a_password_file_that_is_missing_or_empty_is_refused() throws IOException {
        shell.run("serve", "data", "--sftp", "0", "--password-file", "pw").failed(ExitCode.NOT_FOUND);
        Path file = Files.writeString(directory.resolve("pw"), "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertRefused("is empty", "--sftp", "0", "--password-file", "pw");
    }

    @Test
    void a_password_file_that_others_can_read_is_remarked_on() throws Exception {
        Path file = Files.writeString(directory.resolve("pw"), "secret\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        RunningServer server = start("serve", "data", "--sftp", "0", "--password-file", "pw", "--ready-file", "ready");
        server.ready();
        Shell.Result result = server.end(Signals.Signal.TERM);
        assertEquals(0, result.exitCode());
        assertEquals("anyfs serve: others can read pw; change that with chmod 600 pw\n", result.err());
        assertFalse(Files.exists(directory.resolve("state/anyfs/password")));
    }

    @Test
    void the_generated_password_is_shown_to_a_terminal() throws Exception {
        shell.onTerminal();
        RunningServer server = start("serve", "data", "--sftp", "0", "--ready-file", "ready");
        server.ready();
        Shell.Result result = server.end(Signals.Signal.INT);
        String password =
                Files.readString(directory.resolve("state/anyfs/password")).strip();
        assertTrue(password.matches("[a-z2-9]{20}"), password);
        assertTrue(result.out().contains(password), result::toString);
    }
}
