package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileChangedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

/** Moves of a directory that fail or meet others while they are under way. */
@Tag("once")
class MoveFailuresTest extends BrokenMoves {

    @Test
    void an_undisturbed_move_leaves_no_journal() throws IOException {
        assertEquals(null, moveWith(() -> {}));
        assertEquals(objects.target(), objects.nowWithoutParent());
        assertTrue(objects.now().containsKey("from/"), "the parent that was only implied");
        assertEquals(List.of(), S3Recovery.find(options));
    }

    @Test
    void a_move_of_which_one_request_fails_undoes_itself_until_it_deletes() throws IOException {
        int undone = 0;
        for (int n = 0; n < MORE_THAN_A_MOVE_TAKES; n += EVERY) {
            int number = n;
            IOException failure = moveWith(() -> requests.failAt(number));
            if (failure == null) {
                assertTrue(undone * EVERY > 10, undone + " undone");
                return;
            }
            undone += requireUndoneOrDeleting(failure, "request " + n);
            newCase();
        }
    }

    @Test
    void a_move_that_is_interrupted_undoes_itself_until_it_deletes() throws IOException {
        Thread mover = Thread.currentThread();
        for (int n = 0; n < MORE_THAN_A_MOVE_TAKES; n += EVERY) {
            int number = n;
            AtomicInteger seen = new AtomicInteger();
            AtomicBoolean interrupted = new AtomicBoolean();
            IOException failure = moveWith(() -> requests.watch(request -> {
                if (seen.getAndIncrement() == number) {
                    interrupted.set(true);
                    mover.interrupt();
                }
            }));
            boolean stillInterrupted = Thread.interrupted();
            if (failure == null) {
                assertEquals(objects.target(), objects.nowWithoutParent(), "request " + n);
                assertEquals(List.of(), S3Recovery.find(options));
            } else {
                assertTrue(stillInterrupted, "the interrupt is kept for the caller");
                assertEquals(InterruptedIOException.class, failure.getClass(), failure::toString);
                requireUndoneOrDeleting(failure, "request " + n);
            }
            newCase();
            if (!interrupted.get()) {
                return;
            }
        }
    }

    @Test
    void a_move_that_was_taken_over_while_it_copied_deletes_nothing() throws IOException {
        AtomicBoolean taken = new AtomicBoolean();
        IOException failure = moveWith(() -> requests.watch(request -> {
            if (request instanceof CopyObjectRequest && taken.compareAndSet(false, true)) {
                recover(move -> S3Recovery.undo(options, move, S3Recovery.Progress.NONE));
            }
        }));
        assertEquals(FileChangedException.class, failure == null ? null : failure.getClass());
        assertTrue(objects.now().entrySet().containsAll(objects.source().entrySet()));
        assertEquals(List.of(), S3Recovery.find(options));
    }

    @Test
    void a_completed_move_is_not_undone_by_the_process_that_was_thought_to_be_dead() throws IOException {
        AtomicBoolean taken = new AtomicBoolean();
        IOException failure = moveWith(() -> requests.watch(request -> {
            if (request instanceof CopyObjectRequest && taken.compareAndSet(false, true)) {
                recover(move -> S3Recovery.complete(options, move, S3Recovery.Progress.NONE));
            }
        }));
        assertFalse(failure == null);
        assertEquals(objects.target(), objects.nowWithoutParent());
        assertEquals(List.of(), S3Recovery.find(options));
    }

    @Test
    void what_comes_to_the_source_while_it_is_copied_moves_along() throws IOException {
        assertEquals(null, moveWith(() -> atSecondJournal(() -> objects.put("from/dir/new", "new"))));
        assertEquals("new", objects.now().get("to/moved/new").bytes());
        assertFalse(objects.now().containsKey("from/dir/new"));
        assertEquals(List.of(), S3Recovery.find(options));
    }

    @Test
    void what_is_changed_at_the_source_while_it_is_copied_stays_and_is_told() throws IOException {
        IOException failure = moveWith(() -> atSecondJournal(() -> objects.put("from/dir/plain", "changed")));
        assertTrue(
                String.valueOf(failure).contains("1 objects were changed since they were copied"), () -> "" + failure);
        assertEquals("changed", objects.now().get("from/dir/plain").bytes());
        assertEquals("without", objects.now().get("to/moved/plain").bytes());
        assertFalse(objects.now().containsKey("from/dir/file.txt"));
        objects.delete("to/moved/plain");
        UnfinishedMove move = S3Recovery.find(options).get(0);
        S3Recovery.Result result = S3Recovery.complete(options, move, S3Recovery.Progress.NONE);
        assertEquals(List.of(key("from/dir/plain")), result.differing());
        assertEquals("changed", objects.now().get("from/dir/plain").bytes());
    }

    /** Something happens when all is copied and nothing deleted. */
    private void atSecondJournal(Runnable event) {
        AtomicBoolean happened = new AtomicBoolean();
        requests.watch(request -> {
            if (isSecondJournal(request) && happened.compareAndSet(false, true)) {
                event.run();
            }
        });
    }

    @FunctionalInterface
    private interface Recovery {
        S3Recovery.Result of(UnfinishedMove move) throws IOException;
    }

    private void recover(Recovery recovery) {
        try {
            assertTrue(recovery.of(S3Recovery.find(options).get(0)).finished());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
