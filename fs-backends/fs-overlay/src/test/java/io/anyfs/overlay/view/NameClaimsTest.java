package io.anyfs.overlay.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import io.anyfs.overlay.view.NameClaims.Held;
import io.anyfs.overlay.view.NameClaims.Writing;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.Race;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NameClaimsTest {

    private final NameClaims claims = new NameClaims();

    @Test
    void one_at_a_time_holds_a_name() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        Race.assertAllSucceeded(Race.run(8, number -> {
            for (int round = 0; round < 100; round++) {
                try (Held held = claims.hold(FsPath.ROOT, "name")) {
                    assertEquals(1, holders.incrementAndGet());
                    assertNull(held.otherBeingWritten("name"));
                    holders.decrementAndGet();
                }
            }
            return number;
        }));
        assertEquals(0, claims.size());
    }

    @Test
    void other_names_and_directories_are_held_side_by_side() throws Exception {
        try (Held held = claims.hold(FsPath.ROOT, "name");
                Held other = claims.hold(FsPath.ROOT, "other");
                Held below = claims.hold(FsPath.of("/d"), "name")) {
            assertEquals(3, claims.size());
            held.write("Name").end();
            assertNull(other.otherBeingWritten("x"));
            assertNull(below.otherBeingWritten("x"));
        }
        assertEquals(0, claims.size());
    }

    @Test
    void a_name_that_is_written_is_known_until_its_last_write_ends() throws Exception {
        Writing first;
        Writing second;
        try (Held held = claims.hold(FsPath.ROOT, "name")) {
            first = held.write("Name");
            second = held.write("Name");
        }
        first.end();
        first.end();
        try (Held held = claims.hold(FsPath.ROOT, "name")) {
            assertEquals("Name", held.otherBeingWritten("NAME"));
            assertNull(held.otherBeingWritten("Name"));
        }
        second.end();
        assertEquals(0, claims.size());
    }

    @Test
    void an_interrupt_ends_the_wait_for_a_name_and_stays() throws Exception {
        AtomicReference<Thread> waiting = new AtomicReference<>();
        try (Held held = claims.hold(FsPath.ROOT, "name")) {
            assertNull(held.otherBeingWritten("name"));
            Race.assertAllSucceeded(Race.run(List.of(
                    () -> {
                        waiting.set(Thread.currentThread());
                        assertThrows(InterruptedIOException.class, () -> claims.hold(FsPath.ROOT, "name"));
                        assertTrue(Thread.interrupted());
                        return 0;
                    },
                    () -> {
                        Eventually.holds(() -> waiting.get() != null, () -> "nobody waits");
                        waiting.get().interrupt();
                        return 0;
                    })));
            assertEquals(1, claims.size());
        }
        assertEquals(0, claims.size());
    }
}
