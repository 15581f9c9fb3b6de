package io.anyfs.expose;

import static io.anyfs.expose.Fixture.attempt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever gives accounts is told when nobody uses them any more. */
class AccountLeaseTest {

    private final AtomicInteger given = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void a_lease_ends_with_its_session_and_once() throws IOException {
        try (FileSystem files = MemoryFileSystem.create();
                FileService service = service(files, 10)) {
            Session session = Objects.requireNonNull(service.login(attempt("alice", "any")));
            assertEquals(0, ended.get());
            session.close();
            session.close();
            assertEquals(1, ended.get());
        }
    }

    @Test
    void the_end_of_the_service_ends_all_leases() throws IOException {
        try (FileSystem files = MemoryFileSystem.create()) {
            try (FileService service = service(files, 10)) {
                service.login(attempt("alice", "any"));
                service.login(attempt("alice", "any"));
            }
            assertEquals(2, ended.get());
        }
    }

    @Test
    void a_question_leaves_no_lease() throws IOException {
        try (FileSystem files = MemoryFileSystem.create();
                FileService service = service(files, 10)) {
            assertTrue(service.accepts(attempt("alice", "any")));
            assertEquals(given.get(), ended.get());
        }
    }

    @Test
    void a_login_that_makes_no_session_leaves_no_lease() throws IOException {
        try (FileSystem files = MemoryFileSystem.create();
                FileService service = service(files, 1)) {
            service.login(attempt("alice", "any"));
            assertThrows(ServiceUnavailableException.class, () -> service.login(attempt("alice", "any")));
            assertEquals(1, ended.get());
            service.drain(Duration.ZERO);
            assertThrows(ServiceUnavailableException.class, () -> service.login(attempt("alice", "any")));
            assertEquals(2, ended.get());
        }
    }

    @Test
    void a_filesystem_that_is_closed_leaves_no_lease() throws IOException {
        FileSystem files = MemoryFileSystem.create();
        files.close();
        try (FileService service = service(files, 1)) {
            assertThrows(ClosedFileSystemException.class, () -> service.login(attempt("alice", "any")));
            assertEquals(1, ended.get());
        }
    }

    @Test
    void a_refusal_has_no_lease() throws IOException {
        try (FileService service = new FileService(attempt -> null, ServiceLimits.DEFAULT)) {
            assertNull(service.login(attempt("alice", "any")));
        }
    }

    private FileService service(FileSystem files, int sessions) {
        return new FileService(
                attempt -> {
                    given.incrementAndGet();
                    return new Account(attempt.user(), files, AccountLimits.NONE, ended::incrementAndGet);
                },
                ServiceLimits.DEFAULT.withMaxSessions(sessions).withDrainTimeout(Duration.ofSeconds(1)));
    }
}
