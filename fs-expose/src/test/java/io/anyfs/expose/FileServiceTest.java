package io.anyfs.expose;

import static io.anyfs.expose.Fixture.attempt;
import static io.anyfs.expose.Fixture.uploading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FileServiceTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void a_wrong_password_and_an_unknown_user_are_refused() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            assertNull(fixture.service.login(attempt("alice", "guess")));
            assertNull(fixture.service.login(attempt("bob", "secret")));
            assertFalse(fixture.service.accepts(attempt("alice", "guess")));
            assertEquals(List.of(), fixture.service.sessions());
            assertEquals(List.of(), fixture.files.openResources());
        }
    }

    @Test
    void a_session_knows_who_it_is() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            Session session = fixture.login();

            assertEquals("alice", session.user());
            assertEquals(Protocol.SFTP, session.protocol());
            assertEquals(Fixture.CLIENT, session.from());
            assertEquals(List.of(session), fixture.service.sessions());
        }
    }

    @Test
    void sessions_beyond_the_limit_are_refused_until_one_ends() throws IOException {
        try (Fixture fixture = new Fixture(ServiceLimits.DEFAULT.withMaxSessions(2))) {
            Session first = fixture.login();
            fixture.login();

            ServiceUnavailableException refused = assertThrows(ServiceUnavailableException.class, fixture::login);
            assertEquals("too many sessions", refused.getMessage());

            first.close();
            first.close();
            fixture.login();
            assertThrows(ServiceUnavailableException.class, fixture::login);
        }
    }

    @Test
    void closing_ends_the_sessions_and_publishes_nothing() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            Session session = fixture.login();
            Upload upload = uploading(session, "/half", "half of it");

            fixture.service.close();

            assertFalse(session.isOpen());
            assertThrows(IOException.class, upload::commit);
            assertFalse(fixture.files.exists("/half"));
            assertEquals(List.of(), fixture.files.openResources());
            assertEquals(List.of(), fixture.service.sessions());
            assertEquals(0, fixture.service.runningTransfers());
            assertTrue(fixture.files.isOpen());
        }
    }

    @Test
    void a_closed_service_takes_nobody_in() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            fixture.service.close();
            fixture.service.close();

            assertThrows(ServiceUnavailableException.class, fixture::login);
            assertThrows(ServiceUnavailableException.class, () -> fixture.service.connected(Fixture.CLIENT));
            assertEquals(List.of(), fixture.files.openResources());
        }
    }

    @Test
    void draining_waits_for_running_transfers_and_begins_no_more() throws Exception {
        try (Fixture fixture = Fixture.create()) {
            Session session = fixture.login();
            Upload upload = uploading(session, "/file", "whole");
            CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> fixture.service.drain(LONG));
            Eventually.holds("the service drains", () -> isRefused(session));

            assertThrows(TimeoutException.class, () -> drained.get(50, TimeUnit.MILLISECONDS));
            upload.commit();
            drained.get(1, TimeUnit.MINUTES);

            assertEquals("whole", fixture.files.readString("/file"));
        }
    }

    @Test
    void draining_gives_up_after_its_time() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            uploading(fixture.login(), "/file", "part");

            fixture.service.drain(Duration.ofMillis(20));

            assertEquals(1, fixture.service.runningTransfers());
        }
    }

    @Test
    void a_listing_does_not_hold_up_the_end() throws IOException {
        try (Fixture fixture = new Fixture(ServiceLimits.DEFAULT.withDrainTimeout(LONG))) {
            fixture.login().list(FsPath.ROOT);

            fixture.service.close();

            assertEquals(List.of(), fixture.files.openResources());
        }
    }

    @Test
    void draining_some_sessions_leaves_the_others_alone() throws IOException {
        try (Fixture fixture = Fixture.create()) {
            Session ending = fixture.login();
            Session staying = fixture.login();
            Upload other = uploading(staying, "/other", "goes on");

            fixture.service.drain(List.of(ending), LONG);

            assertThrows(ServiceUnavailableException.class, () -> uploading(ending, "/new", ""));
            other.commit();
            uploading(staying, "/another", "").commit();
            assertTrue(fixture.files.exists("/another"));
        }
    }

    @Test
    void connections_that_have_not_logged_in_are_limited_in_all_and_for_each_address() throws Exception {
        try (Fixture fixture = new Fixture(ServiceLimits.DEFAULT.withMaxPendingLogins(3, 2))) {
            InetSocketAddress near = Fixture.from(2);
            PendingLogin first = fixture.service.connected(Fixture.CLIENT);
            fixture.service.connected(Fixture.CLIENT);
            assertThrows(ServiceUnavailableException.class, () -> fixture.service.connected(Fixture.CLIENT));
            fixture.service.connected(near);
            assertThrows(ServiceUnavailableException.class, () -> fixture.service.connected(near));
            assertEquals(3, fixture.service.pendingLogins());

            first.close();
            first.close();

            assertEquals(2, fixture.service.pendingLogins());
            fixture.service.connected(near);
            assertThrows(ServiceUnavailableException.class, () -> fixture.service.connected(Fixture.CLIENT));
        }
    }

    @Test
    void many_logins_at_once_never_pass_the_limit() throws Exception {
        try (Fixture fixture = new Fixture(ServiceLimits.DEFAULT.withMaxSessions(8))) {
            List<CompletableFuture<Session>> logins = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> loginUnchecked(fixture)))
                    .limit(64)
                    .toList();
            int accepted = 0;
            for (CompletableFuture<Session> login : logins) {
                try {
                    login.get();
                    accepted++;
                } catch (ExecutionException refused) {
                    assertTrue(refused.getCause().getCause() instanceof ServiceUnavailableException, refused::toString);
                }
            }
            assertEquals(8, accepted);
            assertEquals(8, fixture.service.sessions().size());
        }
    }

    private static Session loginUnchecked(Fixture fixture) {
        try {
            return fixture.login();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static boolean isRefused(Session session) {
        try {
            session.download(FsPath.of("/missing"));
            return false;
        } catch (ServiceUnavailableException refused) {
            return true;
        } catch (IOException missing) {
            return false;
        }
    }
}
