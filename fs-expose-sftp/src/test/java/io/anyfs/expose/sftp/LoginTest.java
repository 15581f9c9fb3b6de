package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.expose.Account;
import io.anyfs.expose.Credential;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
class LoginTest {

    private final FileSystem files = MemoryFileSystem.create();
    private final SshClient client = SshClient.setUpDefaultClient();

    @BeforeEach
    void startClient() {
        client.setServerKeyVerifier((session, address, key) -> true);
        // Only the keys that a test gives, not those of whoever runs it.
        client.setKeyIdentityProvider(KeyPairProvider.EMPTY_KEYPAIR_PROVIDER);
        client.start();
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        files.close();
    }

    @Test
    void the_right_password_logs_in_and_a_wrong_one_does_not() throws IOException {
        try (SftpServer server = start(builder().user("alice", "secret"))) {
            assertDoesNotThrow(() -> withPassword(server, "alice", "secret").close());
            assertThrows(SshException.class, () -> withPassword(server, "alice", "Secret"));
            assertThrows(SshException.class, () -> withPassword(server, "alice", " "));
            assertThrows(SshException.class, () -> withPassword(server, "bob", "secret"));
            assertEquals(List.of(), server.service().sessions());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ssh-ed25519,256",
        "ecdsa-sha2-nistp256,256",
        "ecdsa-sha2-nistp384,384",
        "ecdsa-sha2-nistp521,521",
        "ssh-rsa,2048"
    })
    void keys_of_every_usual_type_log_in(String type, int bits) throws IOException, GeneralSecurityException {
        KeyPair allowed = KeyUtils.generateKeyPair(type, bits);
        KeyPair other = KeyUtils.generateKeyPair(type, bits);
        try (SftpServer server = start(builder().user("alice").key(allowed.getPublic()))) {
            assertDoesNotThrow(() -> withKeys(server, "alice", allowed).close());
            assertThrows(SshException.class, () -> withKeys(server, "alice", other));
            assertThrows(SshException.class, () -> withKeys(server, "bob", allowed));
            assertThrows(SshException.class, () -> withPassword(server, "alice", " "));
        }
    }

    @Test
    void the_keys_of_a_file_log_in(@TempDir Path directory) throws Exception {
        KeyPair first = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        KeyPair second = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        Path file = Files.writeString(
                directory.resolve("authorized_keys"),
                "# those who may\n\n" + PublicKeyEntry.toString(first.getPublic()) + " first@example\n"
                        + PublicKeyEntry.toString(second.getPublic()) + "\n");
        try (SftpServer server = start(builder().user("alice").authorizedKeys(file))) {
            assertDoesNotThrow(() -> withKeys(server, "alice", first).close());
            assertDoesNotThrow(() -> withKeys(server, "alice", second).close());
        }
    }

    /** A client asks about the keys of others, which are public, and then signs with its own. */
    @Test
    void whoever_signs_is_who_logs_in() throws Exception {
        KeyPair mine = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        KeyPair theirs = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        Map<PublicKey, String> users = Map.of(mine.getPublic(), "mine", theirs.getPublic(), "theirs");
        FileService service = new FileService(
                attempt -> attempt.credential() instanceof Credential.Key key
                        ? new Account(users.get(key.key()), files)
                        : null,
                Served.HURRIED);
        try (service;
                SftpServer server = SftpServer.builder(service).port(0).start();
                ClientSession session = withKeys(server, "any", mine)) {
            assertTrue(session.isAuthenticated());
            assertEquals(1, service.sessions().size());
            assertEquals("mine", service.sessions().get(0).user());
        }
    }

    @Test
    void a_client_has_a_few_tries_only() throws IOException {
        try (SftpServer server = start(builder().user("alice", "secret"));
                ClientSession session = connect(server, "alice")) {
            for (int i = 0; i < 10; i++) {
                session.addPasswordIdentity("guess " + i);
            }
            session.addPasswordIdentity("secret");
            assertThrows(SshException.class, () -> session.auth().verify(Served.PATIENCE));
            assertEquals(List.of(), server.service().sessions());
        }
    }

    @Test
    void sessions_beyond_the_limit_are_refused_until_one_ends() throws IOException {
        ServiceLimits limits = Served.HURRIED.withMaxSessions(1);
        try (SftpServer server = start(builder().user("alice", "secret").limits(limits))) {
            ClientSession first = withPassword(server, "alice", "secret");
            SshException refused = assertThrows(SshException.class, () -> withPassword(server, "alice", "secret"));
            assertTrue(refused.toString().contains("too many sessions"), refused::toString);

            first.close(true);
            Eventually.holds(
                    "the place is free", () -> server.service().sessions().isEmpty());
            assertDoesNotThrow(() -> withPassword(server, "alice", "secret").close());
        }
    }

    @Test
    void connections_that_do_not_log_in_are_limited() throws Exception {
        ServiceLimits limits = Served.HURRIED.withMaxPendingLogins(10, 2);
        try (SftpServer server = start(builder().user("alice", "secret").limits(limits))) {
            try (Socket first = raw(server);
                    Socket second = raw(server)) {
                assertEquals('S', first.getInputStream().read());
                assertEquals('S', second.getInputStream().read());
                try (Socket third = raw(server)) {
                    assertFalse(saysHello(third));
                }
                assertEquals(2, server.service().pendingLogins());
            }
            Eventually.holds(
                    "those that are gone count no more", () -> server.service().pendingLogins() == 0);
            assertDoesNotThrow(() -> withPassword(server, "alice", "secret").close());
        }
    }

    @Test
    void a_connection_that_does_not_log_in_is_cut_in_time() throws Exception {
        ServiceLimits limits = Served.HURRIED.withLoginTimeout(Duration.ofSeconds(1));
        try (SftpServer server = start(builder().user("alice", "secret").limits(limits));
                Socket silent = raw(server)) {
            silent.getInputStream().readAllBytes();
            Eventually.holds("it counts no more", () -> server.service().pendingLogins() == 0);
        }
    }

    @Test
    void a_logged_in_connection_is_pending_no_more() throws IOException {
        try (SftpServer server = start(builder().user("alice", "secret"));
                ClientSession session = withPassword(server, "alice", "secret")) {
            assertTrue(session.isAuthenticated());
            assertEquals(0, server.service().pendingLogins());
        }
    }

    @Test
    void a_session_that_does_nothing_is_ended_in_time() throws IOException {
        ServiceLimits limits = Served.HURRIED.withIdleTimeout(Duration.ofSeconds(1));
        try (SftpServer server = start(builder().user("alice", "secret").limits(limits));
                ClientSession session = withPassword(server, "alice", "secret")) {
            SftpWire wire = SftpWire.open(session);
            wire.write(wire.open("/half", SftpWire.WRITE | SftpWire.CREATE), 0, "half");

            Eventually.holds(
                    "the session is ended", () -> server.service().sessions().isEmpty());
            assertEquals(List.of(), files.openResources());
            assertFalse(files.exists("/half"));
        }
    }

    @Test
    void a_server_that_nobody_could_log_in_to_does_not_start() {
        assertThrows(IllegalStateException.class, () -> builder().start());
        assertThrows(IllegalStateException.class, () -> builder().user("alice").start());
    }

    private SftpServerBuilder builder() {
        return SftpServer.builder(files).limits(Served.HURRIED).port(0);
    }

    private static SftpServer start(SftpServerBuilder builder) throws IOException {
        return builder.start();
    }

    private ClientSession connect(SftpServer server, String user) throws IOException {
        return client.connect(user, "127.0.0.1", server.address().getPort())
                .verify(Served.PATIENCE)
                .getSession();
    }

    private ClientSession withPassword(SftpServer server, String user, String password) throws IOException {
        ClientSession session = connect(server, user);
        session.addPasswordIdentity(password);
        session.auth().verify(Served.PATIENCE);
        return session;
    }

    private ClientSession withKeys(SftpServer server, String user, KeyPair... keys) throws IOException {
        ClientSession session = connect(server, user);
        Arrays.stream(keys).forEach(session::addPublicKeyIdentity);
        session.auth().verify(Served.PATIENCE);
        return session;
    }

    private static Socket raw(SftpServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    }

    private static boolean saysHello(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).contains("KEX");
        } catch (IOException reset) {
            return false;
        }
    }
}
