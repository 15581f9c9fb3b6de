package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.expose.Account;
import io.anyfs.expose.Authenticator;
import io.anyfs.expose.Credential;
import io.anyfs.expose.FileService;
import io.anyfs.expose.LoginAttempt;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Logins that take as long as the test likes, and what others do meanwhile. */
@Tag("once")
class SlowLoginTest {

    /** More than the transport has threads. */
    private static final int SLOW = 2 * Runtime.getRuntime().availableProcessors() + 2;

    private final FileSystem files = MemoryFileSystem.create();
    private final SlowUser users = new SlowUser(files);
    private final FileService service = new FileService(users, Served.HURRIED);
    private final SshClient client = SshClient.setUpDefaultClient();
    private final List<Closeable> opened = new ArrayList<>();
    private SftpServer server;

    @BeforeEach
    void start() throws IOException {
        server = SftpServer.builder(service).port(0).start();
        client.setServerKeyVerifier((session, address, key) -> true);
        client.setKeyIdentityProvider(KeyPairProvider.EMPTY_KEYPAIR_PROVIDER);
        client.start();
    }

    @AfterEach
    void end() throws IOException {
        users.goOn.countDown();
        for (Closeable resource : opened) {
            resource.close();
        }
        client.close();
        server.close();
        service.close();
        files.close();
    }

    @Test
    void logins_that_take_long_delay_neither_the_requests_nor_the_logins_of_others() throws IOException {
        SftpWire wire = opened(SftpWire.open(login("quick")));
        List<AuthFuture> slow = new ArrayList<>();
        for (int i = 0; i < SLOW; i++) {
            slow.add(connect("slow").auth());
        }
        Eventually.holds("all are being decided on", () -> users.deciding.get() == SLOW);

        assertEquals(PacketType.ATTRS, wire.path(PacketType.STAT, "/").type());
        assertTrue(login("quick").isAuthenticated());
        assertFalse(slow.stream().anyMatch(AuthFuture::isDone));
        users.goOn.countDown();
        for (AuthFuture future : slow) {
            future.verify(Served.PATIENCE);
        }
    }

    @Test
    void keys_that_take_long_do_not_either() throws Exception {
        SftpWire wire = opened(SftpWire.open(login("quick")));
        KeyPair key = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        List<AuthFuture> slow = new ArrayList<>();
        for (int i = 0; i < SLOW; i++) {
            ClientSession session = unauthenticated("slow");
            session.addPublicKeyIdentity(key);
            slow.add(session.auth());
        }
        Eventually.holds("all are being decided on", () -> users.deciding.get() == SLOW);

        assertEquals(PacketType.ATTRS, wire.path(PacketType.STAT, "/").type());
        users.goOn.countDown();
        for (AuthFuture future : slow) {
            future.verify(Served.PATIENCE);
        }
    }

    @Test
    void who_leaves_while_a_login_is_decided_on_leaves_no_session() throws IOException {
        ClientSession session = connect("slow");
        session.auth();
        Eventually.holds("it is being decided on", () -> users.deciding.get() == 1);
        session.close(true);
        Eventually.holds("the server knows", () -> service.pendingLogins() == 0);
        users.goOn.countDown();

        Eventually.holds("the decision is made", () -> users.decided.get() == 1);
        Eventually.holds("nothing is left", () -> service.sessions().isEmpty());
    }

    @Test
    void a_server_ends_while_a_login_is_decided_on() throws IOException {
        AuthFuture future = connect("slow").auth();
        Eventually.holds("it is being decided on", () -> users.deciding.get() == 1);
        server.close();
        assertThrows(SshException.class, () -> future.verify(Served.PATIENCE));
        assertEquals(List.of(), service.sessions());
    }

    private ClientSession login(String user) throws IOException {
        ClientSession session = connect(user);
        session.auth().verify(Served.PATIENCE);
        return session;
    }

    private ClientSession connect(String user) throws IOException {
        ClientSession session = unauthenticated(user);
        session.addPasswordIdentity("secret");
        return session;
    }

    private ClientSession unauthenticated(String user) throws IOException {
        return opened(client.connect(user, "127.0.0.1", server.address().getPort())
                .verify(Served.PATIENCE)
                .getSession());
    }

    private <T extends Closeable> T opened(T resource) {
        opened.add(0, resource);
        return resource;
    }

    /** Takes its time with whoever is not called "quick". */
    private static final class SlowUser implements Authenticator {
        final CountDownLatch goOn = new CountDownLatch(1);
        final AtomicInteger deciding = new AtomicInteger();
        final AtomicInteger decided = new AtomicInteger();
        private final FileSystem files;

        SlowUser(FileSystem files) {
            this.files = files;
        }

        @Override
        public @Nullable Account authenticate(LoginAttempt attempt) throws IOException {
            if (!attempt.user().equals("quick")) {
                waitFor();
            }
            boolean right = !(attempt.credential() instanceof Credential.Password password)
                    || password.secret().equals("secret");
            return right ? new Account(attempt.user(), files) : null;
        }

        private void waitFor() throws IOException {
            deciding.incrementAndGet();
            try {
                goOn.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            } finally {
                decided.incrementAndGet();
            }
        }
    }
}
