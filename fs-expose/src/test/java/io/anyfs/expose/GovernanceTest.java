package io.anyfs.expose;

import static io.anyfs.expose.Fixture.attempt;
import static io.anyfs.expose.Fixture.uploading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits, rates, kills, listeners: what a service governs, whatever the protocol. */
@Timeout(60)
class GovernanceTest {

    private static final int SIZE = 1_000_000;

    private final FileSystem files = MemoryFileSystem.create();
    private final List<String> told = new ArrayList<>();
    private FileService service;

    @AfterEach
    void nothing_stays_open() throws IOException {
        service.close();
        assertEquals(List.of(), files.openResources());
        files.close();
    }

    @Test
    void of_many_logins_at_once_exactly_as_many_succeed_as_the_user_may_have() throws Exception {
        open(Fixture.HURRIED.withPerUser(new AccountLimits(7, 0, 0)));
        assertEquals(7, loginsAtOnce());
        assertEquals(7, service.sessions().size());
        service.sessions().get(0).close();
        assertEquals(1, loginsAtOnce());
    }

    @Test
    void of_many_logins_at_once_exactly_as_many_succeed_as_an_address_may_have() throws Exception {
        open(Fixture.HURRIED.withMaxSessionsPerAddress(5));
        assertEquals(5, loginsAtOnce());
        assertNotNull(service.login(
                new LoginAttempt("alice", new Credential.Password("secret"), Protocol.FTP, Fixture.from(9))));
    }

    @Test
    void an_account_may_have_narrower_limits_than_others() throws Exception {
        Account account = new Account("alice", files, new AccountLimits(1, 0, 0));
        service = new FileService(attempt -> account, Fixture.HURRIED);
        login();
        assertEquals(
                "too many sessions of this user",
                assertThrows(ServiceUnavailableException.class, this::login).getMessage());
    }

    @Test
    void uploads_of_one_user_share_the_users_rate() throws Exception {
        SteppingClock clock = new SteppingClock();
        open(FileService.builder(alice())
                .limits(Fixture.HURRIED.withPerUser(new AccountLimits(0, 0, 100_000)))
                .clock(clock));
        Session one = login();
        Session other = login();
        long begin = clock.nanos();
        try (Upload first = one.upload(FsPath.of("/a"), WriteOptions.replace());
                Upload second = other.upload(FsPath.of("/b"), WriteOptions.replace())) {
            first.write(ByteBuffer.allocate(SIZE / 2));
            second.write(ByteBuffer.allocate(SIZE / 2), 0);
            first.commit();
            second.commit();
        }
        // What was not used before counts for a quarter of a second.
        assertEquals(9_750, clock.millisSince(begin));
        assertEquals(SIZE / 2, one.info().bytesUp());
    }

    @Test
    void downloads_keep_to_the_rate_of_the_service_and_pauses_make_no_bursts() throws Exception {
        SteppingClock clock = new SteppingClock();
        files.write("/file", "x".repeat(SIZE));
        open(FileService.builder(alice())
                .limits(Fixture.HURRIED.withAll(new AccountLimits(10, 200_000, 0)))
                .clock(clock));
        Session session = login();
        clock.passSeconds(3_600);
        long begin = clock.nanos();
        try (Download download = session.download(FsPath.of("/file"))) {
            assertEquals(SIZE, readAll(download));
        }
        assertEquals(4_750, clock.millisSince(begin));
        assertEquals(SIZE, session.info().bytesDown());
    }

    @Test
    void what_a_session_does_can_be_seen() throws Exception {
        open(Fixture.HURRIED);
        Session session = login();
        uploading(session, "/file", "12345");
        SessionInfo info = service.sessions().get(0).info();
        assertEquals("alice", info.user());
        assertEquals(5, info.bytesUp());
        TransferInfo open = info.open().get(0);
        assertEquals(TransferInfo.Kind.UPLOAD, open.kind());
        assertEquals(FsPath.of("/file"), open.path());
        assertEquals(5, open.bytes());
        assertFalse(info.toString().contains("secret"));
    }

    @Test
    void a_session_that_is_killed_while_it_waits_for_its_rate_publishes_nothing() throws Exception {
        open(FileService.builder(alice()).limits(Fixture.HURRIED.withAll(new AccountLimits(10, 0, 1))));
        Session session = login();
        Upload upload = session.upload(FsPath.of("/file"), WriteOptions.replace());
        CompletableFuture<String> disconnected = new CompletableFuture<>();
        session.whenKilled(disconnected::complete);
        CompletableFuture<Throwable> writing = CompletableFuture.supplyAsync(
                () -> assertThrows(IOException.class, () -> upload.write(ByteBuffer.allocate(SIZE))));
        Eventually.holds("the write waits", session::isWaitingForRate);

        assertTrue(service.kill(session.number(), "ended by the operator"));

        assertTrue(writing.get(30, TimeUnit.SECONDS) instanceof AsynchronousCloseException);
        assertEquals("ended by the operator", disconnected.get());
        assertThrows(IOException.class, upload::commit);
        assertFalse(files.exists("/file"));
        assertFalse(session.isOpen());
        assertFalse(service.kill(session.number(), "again"));
    }

    @Test
    void listeners_are_told_in_order_and_of_one_end_for_each_action() throws Exception {
        files.write("/old", "old");
        open(FileService.builder(alice())
                .limits(Fixture.HURRIED)
                .transferHash(TransferHash.ALL)
                .listener(new Recorder("1"))
                .listener(new Recorder("2")));
        Session session = login();
        uploading(session, "/new", "abc").commit();
        told.clear();

        uploading(session, "/half", "a").close();
        try (Download download = session.download(FsPath.of("/new"))) {
            readAll(download);
        }
        session.download(FsPath.of("/new")).close();
        session.createDirectory(FsPath.of("/d"));
        session.move(FsPath.of("/old"), FsPath.of("/d/old"), IfExists.FAIL);
        assertThrows(IOException.class, () -> session.deleteFile(FsPath.of("/missing")));
        session.close();

        String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        List<String> ofOne = told.stream().filter(line -> line.startsWith("1")).toList();
        assertEquals(
                List.of(
                        "1 UPLOAD /half CUT null 1 null",
                        "1 DOWNLOAD /new DONE null 3 " + abc,
                        "1 DOWNLOAD /new CUT null 0 null",
                        "1 CREATE_DIRECTORY /d DONE null 0 null",
                        "1 MOVE /old DONE null 0 null",
                        "1 DELETE /missing FAILED NOT_FOUND 0 null",
                        "1 ended"),
                ofOne);
        for (int i = 0; i < told.size(); i += 2) {
            assertEquals("2" + told.get(i).substring(1), told.get(i + 1));
        }
    }

    @Test
    void a_listener_that_is_against_it_refuses_before_anything_is_done() throws Exception {
        files.write("/kept", "kept");
        open(FileService.builder(alice())
                .limits(Fixture.HURRIED)
                .listener(new Recorder("1"))
                .listener(new ServiceListener() {
                    @Override
                    public void before(SessionInfo session, FileAction action) throws IOException {
                        if (action.path().name().equals("broken")) {
                            throw new IllegalStateException("a defect of the listener");
                        }
                        throw new AccessDeniedException(action.path().toString());
                    }
                }));
        Session session = login();
        FsPath kept = FsPath.of("/kept");
        assertThrows(AccessDeniedException.class, () -> session.upload(kept, WriteOptions.replace()));
        assertThrows(AccessDeniedException.class, () -> session.deleteFile(kept));
        assertThrows(AccessDeniedException.class, () -> session.move(kept, FsPath.of("/x"), IfExists.FAIL));
        assertThrows(AccessDeniedException.class, () -> session.createDirectory(FsPath.of("/broken")));
        assertEquals("kept", files.readString("/kept"));
        assertTrue(told.contains("1 UPLOAD /kept FAILED " + ErrorKind.ACCESS_DENIED + " 0 null"), told::toString);
        assertEquals(0, service.runningTransfers());
    }

    @Test
    void a_listener_can_refuse_a_login_and_one_that_fails_afterwards_hurts_nobody() throws Exception {
        open(FileService.builder(alice()).limits(Fixture.HURRIED).listener(new ServiceListener() {
            @Override
            public void beforeLogin(Client client) throws IOException {
                if (client.protocol() == Protocol.FTP) {
                    throw new AccessDeniedException("by SFTP only");
                }
            }

            @Override
            public void after(SessionInfo session, FileResult result) {
                throw new IllegalStateException("a defect of the listener");
            }
        }));
        assertNull(service.login(
                new LoginAttempt("alice", new Credential.Password("secret"), Protocol.FTP, Fixture.CLIENT)));
        uploading(login(), "/file", "whole").commit();
        assertEquals("whole", files.readString("/file"));
    }

    @Test
    void a_banned_address_is_refused_at_connect_and_with_the_right_password() throws Exception {
        open(Fixture.HURRIED.withLogins(
                LoginLimits.DEFAULT.withExempt(List.of()).withBan(2, Duration.ofMinutes(10))));
        assertNull(service.login(attempt("alice", "guess")));
        assertFalse(service.delayAfterFailure(attempt("alice", "guess")).isZero());
        assertNull(service.login(attempt("nobody", "guess")));
        assertThrows(AddressBannedException.class, this::login);
        assertThrows(AddressBannedException.class, () -> service.connected(Fixture.CLIENT));
        assertEquals(1, service.liftBans(AddressRange.parse("127.0.0.1")));
        login();
    }

    private static Authenticator alice(FileSystem files) {
        return new SingleUser("alice", "secret", List.of(), files);
    }

    private Authenticator alice() {
        return alice(files);
    }

    private void open(ServiceLimits limits) {
        open(FileService.builder(alice()).limits(limits));
    }

    private void open(FileServiceBuilder builder) {
        service = builder.open();
    }

    private Session login() throws IOException {
        Session session = service.login(attempt("alice", "secret"));
        assertNotNull(session);
        return session;
    }

    private int loginsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try {
            List<Callable<Session>> logins = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                logins.add(this::login);
            }
            int accepted = 0;
            for (Future<Session> login : threads.invokeAll(logins)) {
                try {
                    login.get();
                    accepted++;
                } catch (ExecutionException refused) {
                    assertTrue(refused.getCause() instanceof ServiceUnavailableException, refused::toString);
                }
            }
            return accepted;
        } finally {
            threads.shutdownNow();
        }
    }

    private static long readAll(Download download) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(32 * 1024);
        long position = 0;
        for (int read = download.read(buffer, 0); read >= 0; read = download.read(buffer.clear(), position)) {
            position += read;
        }
        return position;
    }

    /** Keeps what it was told. */
    private final class Recorder implements ServiceListener {
        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public void after(SessionInfo session, FileResult result) {
            told.add(name + " " + result.action().kind() + " " + result.action().path() + " " + result.outcome() + " "
                    + result.failure() + " " + result.bytes() + " " + result.sha256());
        }

        @Override
        public void sessionEnded(SessionInfo session) {
            told.add(name + " ended");
        }
    }
}
