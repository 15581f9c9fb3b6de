package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.mount.fuse.CacheBypass.Descriptor;
import io.anyfs.mount.fuse.CacheBypass.Purpose;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which descriptors of a file pass by the kernel's page cache. */
class CacheBypassTest {

    /** It waits as long as it takes: who waits in vain does not end. */
    private final CacheBypass bypass = new CacheBypass(Integer.MAX_VALUE);

    @Test
    void only_who_fills_an_empty_file_and_cannot_read_it_passes_by() {
        assertTrue(bypass.open(Purpose.FILLING, true).passesBy());
        assertFalse(new CacheBypass(0).open(Purpose.CHANGING, true).passesBy());
        assertFalse(new CacheBypass(0).open(Purpose.READING, true).passesBy());
        assertFalse(new CacheBypass(0).open(Purpose.READING, false).passesBy());
    }

    @Test
    void nobody_begins_to_pass_by_while_something_can_be_cached() {
        Descriptor reader = bypass.open(Purpose.READING, false);
        Descriptor writer = bypass.open(Purpose.FILLING, true);
        assertFalse(writer.passesBy());
        bypass.close(reader);
        assertFalse(bypass.open(Purpose.FILLING, true).passesBy());
    }

    @Test
    void all_that_are_opened_pass_by_as_long_as_one_does_that_writes() {
        Descriptor first = bypass.open(Purpose.FILLING, true);
        Descriptor second = bypass.open(Purpose.READING, true);
        assertTrue(second.passesBy());
        assertTrue(bypass.open(Purpose.CHANGING, true).passesBy());
        bypass.close(first);
        assertTrue(bypass.open(Purpose.READING, false).passesBy());
    }

    @Test
    void when_the_last_writer_has_closed_it_the_cache_is_used_again() {
        Descriptor writer = bypass.open(Purpose.FILLING, true);
        Descriptor reader = bypass.open(Purpose.READING, false);
        bypass.close(writer);
        assertFalse(bypass.open(Purpose.READING, false).passesBy());
        bypass.close(reader);
        assertFalse(bypass.open(Purpose.FILLING, true).passesBy());
    }

    @Test
    void who_opens_waits_for_writers_that_are_being_closed() {
        Descriptor writer = bypass.open(Purpose.FILLING, true);
        writer.written();
        writer.flushed();
        CompletableFuture<Descriptor> reader = CompletableFuture.supplyAsync(() -> bypass.open(Purpose.READING, false));
        bypass.close(writer);
        assertFalse(reader.join().passesBy());
    }

    @Test
    void who_waits_is_let_in_when_a_writer_goes_on() {
        Descriptor writer = bypass.open(Purpose.FILLING, true);
        writer.flushed();
        CompletableFuture<Descriptor> reader = CompletableFuture.supplyAsync(() -> bypass.open(Purpose.READING, false));
        writer.written();
        assertTrue(reader.join().passesBy());
    }

    @Test
    void who_cannot_map_the_file_does_not_wait() {
        bypass.open(Purpose.FILLING, true).flushed();
        assertTrue(bypass.open(Purpose.CHANGING, true).passesBy());
    }

    @Test
    void a_writer_that_goes_on_is_not_waited_for() {
        Descriptor writer = bypass.open(Purpose.FILLING, true);
        writer.flushed();
        writer.written();
        assertTrue(bypass.open(Purpose.READING, false).passesBy());
    }

    @Test
    void a_writer_of_which_only_a_copy_was_closed_is_waited_for_once() {
        CacheBypass impatient = new CacheBypass(0);
        Descriptor writer = impatient.open(Purpose.FILLING, true);
        writer.flushed();
        assertTrue(impatient.open(Purpose.READING, false).passesBy());
        assertFalse(writer.isClosing());
    }
}
