package io.anyfs.expose.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.QuotaExceededException;
import io.anyfs.WriteOptions;
import io.anyfs.expose.Account;
import io.anyfs.expose.Credential;
import io.anyfs.expose.FileService;
import io.anyfs.expose.LoginAttempt;
import io.anyfs.expose.Protocol;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.Session;
import io.anyfs.expose.Upload;
import io.anyfs.expose.users.PasswordHash.Cost;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.spi.Backends;
import io.anyfs.tck.subject.Eventually;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersFileAuthenticatorTest {

    /** Cheap ones of {@code a} and {@code b}. */
    private static final PasswordHash A = PasswordHash.Argon2id.hash("a", new byte[16], 64, 1, 1, 32);

    private static final PasswordHash B = PasswordHash.Argon2id.hash("b", new byte[16], 64, 2, 1, 32);

    @TempDir
    private Path directory;

    private final FileSystem served = MemoryFileSystem.create();
    private final List<Cost> work = new CopyOnWriteArrayList<>();
    private Path file;
    private UsersFileAuthenticator authenticator;

    @BeforeEach
    void users() throws IOException {
        file = directory.resolve("users.yaml");
        write("""
                anyfs-users: 1
                anonymous: {home: /pub}
                users:
                  alice: {password: '%1$s', home: '/homes/{user}', quota: {bytes: 10}}
                  bob: {password: ['%2$s', '%1$s'], protocols: [ftp], networks: [10.0.0.0/8]}
                  carol: {keys: '%3$s', home: 'mem:'}
                """.formatted(A.text(), B.text(), UsersFileTest.KEY));
        served.createDirectory("/pub");
        authenticator = UsersFileAuthenticator.open(file, served, Backends::open, users -> {}, work::add);
    }

    @AfterEach
    void close() throws IOException {
        authenticator.close();
        served.close();
    }

    @Test
    void a_user_gets_the_home_and_nothing_above_it() throws IOException {
        Account alice = login("alice", "a");
        alice.fileSystem().write("/f", "text");
        assertEquals("text", served.readString("/homes/alice/f"));
        assertThrows(NoSuchFileException.class, () -> alice.fileSystem().stat("/pub"));
        alice.lease().close();
    }

    @Test
    void the_sessions_of_a_user_share_a_filesystem_and_its_quota_until_the_last_ends() throws IOException {
        Account first = login("alice", "a");
        Account second = login("alice", "a");
        assertSame(first.fileSystem(), second.fileSystem());
        first.fileSystem().write("/f", "123456");
        assertThrows(QuotaExceededException.class, () -> second.fileSystem().write("/g", "123456"));
        first.lease().close();
        assertTrue(second.fileSystem().isOpen());
        second.lease().close();
        assertFalse(second.fileSystem().isOpen());
        assertEquals(0, authenticator.openHomes());
        Account third = login("alice", "a");
        assertThrows(QuotaExceededException.class, () -> third.fileSystem().write("/g", "123456"));
        third.lease().close();
    }

    @Test
    void a_wrong_password_is_as_much_work_whoever_the_user_is() throws IOException {
        List<List<String>> all = new ArrayList<>();
        for (String user : List.of("alice", "bob", "carol", "nobody", "")) {
            for (String password : List.of("a", "b", "wrong", "")) {
                work.clear();
                authenticator.accepts(attempt(user, password));
                List<String> done =
                        new ArrayList<>(work.stream().map(Cost::toString).toList());
                Collections.sort(done);
                all.add(done);
            }
        }
        assertEquals(1, all.stream().distinct().count(), all::toString);
        assertEquals(2, all.get(0).size());
    }

    @Test
    void protocols_and_networks_are_kept() throws IOException {
        InetSocketAddress inside = new InetSocketAddress("10.1.2.3", 1);
        InetSocketAddress outside = new InetSocketAddress("192.0.2.1", 1);
        assertTrue(authenticator.accepts(attempt("bob", "a", Protocol.FTP, inside)));
        assertTrue(authenticator.accepts(attempt("bob", "b", Protocol.FTP, inside)));
        assertFalse(authenticator.accepts(attempt("bob", "b", Protocol.SFTP, inside)));
        assertFalse(authenticator.accepts(attempt("bob", "b", Protocol.FTP, outside)));
        assertEquals(0, authenticator.openHomes());
    }

    @Test
    void the_anonymous_read_what_is_for_them() throws IOException {
        Account anonymous = login("anonymous", "me@example.org");
        assertEquals("anonymous", anonymous.name());
        assertThrows(IOException.class, () -> anonymous.fileSystem().write("/f", "text"));
        anonymous.lease().close();
        InetSocketAddress from = new InetSocketAddress("192.0.2.1", 1);
        assertTrue(authenticator.accepts(attempt("ftp", "", Protocol.FTP, from)));
        assertFalse(authenticator.accepts(attempt("ftp", "", Protocol.SFTP, from)));
        write("anyfs-users: 1\n");
        assertFalse(authenticator.accepts(attempt("anonymous", "me@example.org")));
    }

    @Test
    void a_change_of_the_file_holds_from_the_next_login_on() throws IOException {
        Account before = login("alice", "a");
        new UsersFileEditor(file).add(new UserEntry("dave", List.of(A), List.of(), UserProfile.EVERYTHING));
        login("dave", "a").lease().close();
        new UsersFileEditor(file).remove("alice");
        assertNull(authenticator.authenticate(attempt("alice", "a")));
        assertTrue(before.fileSystem().isOpen());
        before.lease().close();
    }

    @Test
    void a_file_with_mistakes_leaves_what_was_read_before() throws IOException {
        String good = Files.readString(file);
        write("anyfs-users: 1\nusers: {eve: {password: oops}}\n");
        assertTrue(authenticator.accepts(attempt("alice", "a")));
        Files.delete(file);
        assertTrue(authenticator.accepts(attempt("alice", "a")));
        write(good.replace("alice", "alicia"));
        assertTrue(authenticator.accepts(attempt("alicia", "a")));
        assertFalse(authenticator.accepts(attempt("alice", "a")));
    }

    @Test
    void a_file_that_must_not_hold_is_refused_at_the_start_and_ignored_later() throws IOException {
        assertThrows(
                IllegalArgumentException.class,
                () -> UsersFileAuthenticator.open(file, served, Backends::open, users -> {
                    throw new IllegalArgumentException("not this one");
                }));
    }

    @Test
    void a_home_that_does_not_open_leaves_nothing_open() throws IOException {
        served.write("/homes", "a file");
        assertThrows(IOException.class, () -> authenticator.authenticate(attempt("alice", "a")));
        assertEquals(0, authenticator.openHomes());
        served.delete("/homes");
        login("alice", "a").lease().close();
    }

    @Test
    void the_end_of_the_sessions_closes_their_homes() throws IOException {
        try (FileService service = new FileService(authenticator, ServiceLimits.DEFAULT)) {
            assertNotNull(service.login(attempt("alice", "a")));
            assertTrue(service.accepts(attempt("bob", "a", Protocol.FTP, new InetSocketAddress("10.0.0.1", 1))));
            assertEquals(1, authenticator.openHomes());
        }
        assertEquals(0, authenticator.openHomes());
        assertEquals(List.of(), served.openResources());
    }

    @Test
    void sessions_of_a_user_who_is_taken_out_end_and_those_of_others_go_on() throws IOException {
        InetSocketAddress inside = new InetSocketAddress("10.0.0.1", 1);
        List<String> told = new CopyOnWriteArrayList<>();
        FileService service = new FileService(authenticator, ServiceLimits.DEFAULT);
        Closeable watch = authenticator.endRevoked(service, Duration.ofMillis(1));
        try (service;
                watch) {
            Session alice = session(service, attempt("alice", "a"));
            Session anonymous = session(service, attempt("anonymous", "me@example.org"));
            Session bob = session(service, attempt("bob", "a", Protocol.FTP, inside));
            alice.whenKilled(told::add);
            Upload upload = alice.upload(FsPath.of("/half"), WriteOptions.replace());
            upload.write(ByteBuffer.wrap(new byte[5]), 0);

            new UsersFileEditor(file).remove("alice");

            Eventually.holds(
                    "the session of alice ends", () -> service.sessions().equals(List.of(anonymous, bob)));
            assertEquals(1, told.size());
            assertFalse(served.exists("/homes/alice/half"));
            Eventually.holds("her home is closed", () -> authenticator.openHomes() == 2);

            write("anyfs-users: 1\nusers: {bob: {password: oops}}\n");
            assertFalse(authenticator.accepts(attempt("alice", "a")));
            assertTrue(anonymous.isOpen(), "a file with mistakes revokes nothing");

            write("anyfs-users: 1\nusers: {bob: {password: '%s', protocols: [sftp]}}\n".formatted(A.text()));
            Eventually.holds(
                    "bob may not use FTP any more", () -> service.sessions().isEmpty());
        }
        assertEquals(0, authenticator.openHomes());
    }

    private static Session session(FileService service, LoginAttempt attempt) throws IOException {
        Session session = service.login(attempt);
        assertNotNull(session, attempt.user() + " is refused");
        return session;
    }

    private Account login(String user, String password) throws IOException {
        Account account = authenticator.authenticate(attempt(user, password));
        assertNotNull(account, user + " is refused");
        return account;
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private static LoginAttempt attempt(String user, String password) {
        return attempt(user, password, Protocol.SFTP, new InetSocketAddress("192.0.2.1", 1));
    }

    private static LoginAttempt attempt(String user, String password, Protocol protocol, InetSocketAddress from) {
        return new LoginAttempt(user, new Credential.Password(password), protocol, from);
    }

    @Test
    void certificates_of_an_authority_open_for_the_name_or_for_the_principals_that_the_file_says() throws Exception {
        PublicKey authority =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        PublicKey stranger =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        write("""
                anyfs-users: 1
                defaults: {authorities: '%s'}
                users:
                  alice: {}
                  bob: {principals: [ops, admin]}
                  carol: {authorities: [], keys: []}
                """.formatted(line(authority)));

        assertTrue(accepts("alice", authority, "eve", "alice"));
        assertFalse(accepts("alice", stranger, "alice"));
        assertFalse(accepts("alice", authority));
        assertTrue(accepts("bob", authority, "admin"));
        assertFalse(accepts("bob", authority, "bob"));
        assertFalse(accepts("carol", authority, "carol"));
        assertFalse(accepts("nobody", authority, "nobody"));
        // The key of an authority is no key of a user.
        assertFalse(authenticator.accepts(new LoginAttempt(
                "alice",
                new Credential.Key(authority),
                Protocol.SFTP,
                InetSocketAddress.createUnresolved("client", 1))));
    }

    private boolean accepts(String user, PublicKey authority, String... principals) throws IOException {
        return authenticator.accepts(new LoginAttempt(
                user,
                new Credential.CertifiedKey(authority, Set.of(principals), "id"),
                Protocol.SFTP,
                InetSocketAddress.createUnresolved("client", 1)));
    }

    /** As OpenSSH writes it: the last 32 bytes of the encoding are the key. */
    private static String line(PublicKey key) {
        byte[] encoded = key.getEncoded();
        byte[] type = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer blob = ByteBuffer.allocate(Integer.BYTES + type.length + Integer.BYTES + 32)
                .putInt(type.length)
                .put(type)
                .putInt(32)
                .put(encoded, encoded.length - 32, 32);
        byte[] bytes = new byte[blob.flip().remaining()];
        blob.get(bytes);
        return "ssh-ed25519 " + Base64.getEncoder().encodeToString(bytes);
    }
}
