package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class CertificateTest {

    @TempDir
    Path directory;

    private final FileSystem files = MemoryFileSystem.create();
    private final SshClient client = SshClient.setUpDefaultClient();
    private final AtomicReference<PublicKey> hostKey = new AtomicReference<>();
    private KeyPair authority;
    private KeyPair key;

    @BeforeEach
    void prepare() throws Exception {
        client.setServerKeyVerifier((session, address, shown) -> {
            hostKey.set(shown);
            return true;
        });
        client.setKeyIdentityProvider(KeyPairProvider.EMPTY_KEYPAIR_PROVIDER);
        client.start();
        authority = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        key = KeyUtils.generateKeyPair("ssh-ed25519", 256);
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        files.close();
    }

    @Test
    void who_has_a_certificate_for_the_name_logs_in() throws Exception {
        try (SftpServer server = start()) {
            assertDoesNotThrow(() -> login(server, user(with -> with)).close());
            assertRefused(server, user(with -> with.principals(List.of("bob"))));
            assertRefused(server, user(with -> with.principals(List.of())));
        }
    }

    @Test
    void keys_and_authorities_of_every_usual_type_do() throws Exception {
        for (String[] type : new String[][] {{"ecdsa-sha2-nistp256", "256"}, {"ssh-rsa", "2048"}}) {
            authority = KeyUtils.generateKeyPair(type[0], Integer.parseInt(type[1]));
            key = KeyUtils.generateKeyPair(type[0], Integer.parseInt(type[1]));
            try (SftpServer server = start()) {
                assertDoesNotThrow(() -> login(server, user(with -> with)).close());
            }
        }
    }

    @Test
    void a_certificate_of_another_authority_or_of_a_host_is_refused() throws Exception {
        try (SftpServer server = start()) {
            KeyPair trusted = authority;
            authority = key;
            assertRefused(server, user(with -> with));
            authority = trusted;
            assertRefused(
                    server, sign(OpenSshCertificateBuilder.hostCertificate().principals(List.of("alice"))));
        }
    }

    @Test
    void the_key_of_the_authority_itself_opens_nothing() throws Exception {
        try (SftpServer server = start()) {
            ClientSession session = connect(server);
            session.addPublicKeyIdentity(authority);
            assertThrows(SshException.class, () -> session.auth().verify(Served.PATIENCE));
        }
    }

    @Test
    void a_certificate_is_valid_in_its_time_only() throws Exception {
        Instant now = Instant.now();
        try (SftpServer server = start()) {
            assertRefused(server, user(with -> with.validBefore(now.minus(Duration.ofMinutes(1)))));
            assertRefused(server, user(with -> with.validAfter(now.plus(Duration.ofMinutes(1)))));
            assertDoesNotThrow(() -> login(
                            server,
                            user(with -> with.validAfter(now.minus(Duration.ofMinutes(1)))
                                    .validBefore(now.plus(Duration.ofMinutes(1)))))
                    .close());
        }
    }

    @Test
    void critical_options_are_obeyed_or_refused() throws Exception {
        try (SftpServer server = start()) {
            assertDoesNotThrow(() -> login(server, user(with -> with.criticalOption("source-address", "127.0.0.0/8")))
                    .close());
            assertRefused(server, user(with -> with.criticalOption("source-address", "10.0.0.0/8")));
            assertRefused(server, user(with -> with.criticalOption("force-command", "/bin/backup")));
            assertRefused(server, user(with -> with.criticalOption("verify-required", "")));
            assertRefused(server, user(with -> with.criticalOption("unheard-of@example.com", "")));
        }
    }

    @Test
    void a_certificate_that_forces_sftp_gets_sftp_and_no_command() throws Exception {
        try (SftpServer server = start();
                ClientSession session =
                        login(server, user(with -> with.criticalOption("force-command", "internal-sftp")))) {
            assertEquals(127, Executed.command(session, "pwd", "").exitCode());
            try (SftpWire wire = SftpWire.open(session)) {
                assertEquals(PacketType.ATTRS, wire.path(PacketType.STAT, "/").type());
            }
        }
    }

    @Test
    void a_host_shows_its_certificate_and_each_of_its_keys() throws Exception {
        Path ed25519 = directory.resolve("ed25519");
        Path rsa = directory.resolve("rsa");
        HostKey.in(ed25519);
        KeyPair rsaPair = KeyUtils.generateKeyPair("ssh-rsa", 2048);
        try (var out = Files.newOutputStream(rsa)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(rsaPair, "test", null, out);
        }
        key = HostKey.in(ed25519).pair();
        Path certificate = write(
                "host-cert.pub",
                sign(OpenSshCertificateBuilder.hostCertificate().principals(List.of("127.0.0.1"))));

        try (SftpServer server = SftpServer.builder(files)
                .user("alice", "secret")
                .limits(Served.HURRIED)
                .hostKey(ed25519)
                .hostKey(rsa)
                .hostCertificate(certificate)
                .port(0)
                .start()) {
            assertEquals(2, server.hostKeyLines().size());
            assertTrue(server.hostKeyLines().get(1).contains(" ssh-rsa "), server.hostKeyLines()::toString);
            ClientSession session = connect(server);
            session.addPasswordIdentity("secret");
            session.auth().verify(Served.PATIENCE);
            assertTrue(hostKey.get() instanceof OpenSshCertificate, () -> String.valueOf(hostKey.get()));
            session.close(true);
        }
    }

    @Test
    void files_that_make_no_sense_together_stop_the_start() throws Exception {
        Path one = directory.resolve("one");
        Path two = directory.resolve("two");
        Path strangers = write("strangers-cert.pub", sign(OpenSshCertificateBuilder.hostCertificate()));
        Path users = write("users-cert.pub", user(with -> with));

        assertStartFails(builder().hostKey(one).hostKey(two), "a second host key of type ssh-ed25519");
        assertStartFails(builder().hostKey(one).hostCertificate(strangers), "not the certificate of one of");
        assertStartFails(builder().hostKey(one).hostCertificate(users), "not the certificate of a host");
        assertStartFails(
                builder().hostKey(one).hostCertificate(write("key.pub", key.getPublic())),
                "a key and not a certificate");
    }

    private static void assertStartFails(SftpServerBuilder builder, String why) {
        IOException failure = assertThrows(IOException.class, builder::start);
        assertTrue(failure.getMessage().contains(why), failure::getMessage);
    }

    private SftpServerBuilder builder() {
        return SftpServer.builder(files).user("alice", "secret").port(0);
    }

    private SftpServer start() throws IOException {
        return SftpServer.builder(files)
                .user("alice")
                .trustedAuthorities(write("authorities", authority.getPublic()))
                .limits(Served.HURRIED)
                .port(0)
                .start();
    }

    private Path write(String name, PublicKey text) throws IOException {
        return Files.writeString(directory.resolve(name), PublicKeyEntry.toString(text) + "\n");
    }

    private OpenSshCertificate user(UnaryOperator<OpenSshCertificateBuilder> changes) throws Exception {
        return sign(changes.apply(OpenSshCertificateBuilder.userCertificate().principals(List.of("carol", "alice"))));
    }

    private OpenSshCertificate sign(OpenSshCertificateBuilder builder) throws Exception {
        return builder.id("test").serial(1).publicKey(key.getPublic()).sign(authority);
    }

    private void assertRefused(SftpServer server, OpenSshCertificate certificate) {
        assertThrows(SshException.class, () -> login(server, certificate), certificate::toString);
    }

    private ClientSession connect(SftpServer server) throws IOException {
        return client.connect("alice", "127.0.0.1", server.address().getPort())
                .verify(Served.PATIENCE)
                .getSession();
    }

    private ClientSession login(SftpServer server, OpenSshCertificate certificate) throws IOException {
        ClientSession session = connect(server);
        session.addPublicKeyIdentity(new KeyPair(certificate, key.getPrivate()));
        session.auth().verify(Served.PATIENCE);
        return session;
    }
}
