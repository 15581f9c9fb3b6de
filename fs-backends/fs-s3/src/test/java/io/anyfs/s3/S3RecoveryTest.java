package io.anyfs.s3;

import static io.anyfs.s3.MovedObjects.SOURCE;
import static io.anyfs.s3.MovedObjects.TARGET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.s3.UnfinishedMove.Phase;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;

/** Moves of a directory whose process was killed, and what becomes of them afterwards. */
@Tag("once")
class S3RecoveryTest extends BrokenMoves {

    @Test
    void a_move_killed_at_any_request_can_be_completed() throws IOException {
        for (int n = 0; killedAt(n); n += EVERY) {
            for (UnfinishedMove move : S3Recovery.find(options)) {
                S3Recovery.Result result = S3Recovery.complete(options, move, S3Recovery.Progress.NONE);
                assertEquals(
                        new S3Recovery.Result(true, result.copied(), result.kept(), result.deleted(), List.of()),
                        result);
                assertEquals(objects.target(), objects.nowWithoutParent(), "killed at request " + n);
                assertTrue(objects.now().containsKey("from/"), "killed at request " + n);
            }
            if (objects.now().containsKey("from/dir/plain")) {
                assertEquals(objects.source(), objects.now(), "killed at request " + n);
            }
            assertEquals(List.of(), S3Recovery.find(options));
            newCase();
        }
    }

    @Test
    void a_move_killed_at_any_request_can_be_undone_until_it_deletes() throws IOException {
        int undone = 0;
        int refused = 0;
        for (int n = 0; killedAt(n); n += EVERY) {
            for (UnfinishedMove move : S3Recovery.find(options)) {
                if (move.phase() == Phase.DELETING) {
                    refused++;
                    Map<String, MovedObjects.Facts> before = objects.nowWithoutParent();
                    assertThrows(
                            FileSystemException.class, () -> S3Recovery.undo(options, move, S3Recovery.Progress.NONE));
                    assertEquals(withoutJournals(before), withoutJournals(objects.nowWithoutParent()));
                    continue;
                }
                undone++;
                S3Recovery.Result result = S3Recovery.undo(options, move, S3Recovery.Progress.NONE);
                assertTrue(result.finished(), result::toString);
                assertEquals(objects.source(), objects.now(), "killed at request " + n);
                assertEquals(List.of(), S3Recovery.find(options));
            }
            newCase();
        }
        assertTrue(undone * EVERY > 10 && refused * EVERY > 2, undone + " undone, " + refused + " refused");
    }

    @Test
    void a_recovery_killed_at_any_request_can_be_repeated() throws IOException {
        for (int n = 0; n < MORE_THAN_A_MOVE_TAKES; n += EVERY) {
            killedAt(12);
            UnfinishedMove move = S3Recovery.find(options).get(0);
            boolean done = interrupted(
                    n, storage -> S3Recovery.complete(storage, move, new MoveTally(S3Recovery.Progress.NONE)));
            if (!S3Recovery.find(options).isEmpty()) {
                assertTrue(S3Recovery.complete(options, move, S3Recovery.Progress.NONE)
                        .finished());
            }
            assertEquals(objects.target(), objects.nowWithoutParent(), "killed at request " + n);
            newCase();
            if (done) {
                return;
            }
        }
    }

    @Test
    void an_undoing_killed_at_any_request_can_be_completed_instead() throws IOException {
        for (int n = 0; n < MORE_THAN_A_MOVE_TAKES; n += EVERY) {
            killedAt(12);
            UnfinishedMove move = S3Recovery.find(options).get(0);
            boolean done =
                    interrupted(n, storage -> S3Recovery.undo(storage, move, new MoveTally(S3Recovery.Progress.NONE)));
            if (S3Recovery.find(options).isEmpty()) {
                assertEquals(objects.source(), objects.now(), "killed at request " + n);
            } else {
                assertTrue(S3Recovery.complete(options, move, S3Recovery.Progress.NONE)
                        .finished());
                assertEquals(objects.target(), objects.nowWithoutParent(), "killed at request " + n);
            }
            newCase();
            if (done) {
                return;
            }
        }
    }

    @Test
    void what_was_changed_since_is_neither_overwritten_nor_deleted() throws IOException {
        UnfinishedMove move = killedBeforeDeleting();
        objects.put("from/dir/plain", "changed at the source");
        objects.put("to/moved/new", "new at the target");

        S3Recovery.Result completed = S3Recovery.complete(options, move, S3Recovery.Progress.NONE);
        assertEquals(new S3Recovery.Result(false, 0, 5, 0, List.of(key("to/moved/plain"))), completed);
        S3Recovery.Result undone = S3Recovery.undo(options, move, S3Recovery.Progress.NONE);
        assertEquals(
                new S3Recovery.Result(false, 0, 0, 5, List.of(key("to/moved/new"), key("to/moved/plain"))), undone);
        assertEquals(
                "changed at the source", objects.now().get("from/dir/plain").bytes());
        assertEquals("new at the target", objects.now().get("to/moved/new").bytes());

        objects.delete("to/moved/plain");
        assertEquals(
                new S3Recovery.Result(true, 6, 0, 6, List.of()),
                S3Recovery.complete(options, move, S3Recovery.Progress.NONE));
        assertEquals(
                "changed at the source", objects.now().get("to/moved/plain").bytes());
        assertEquals("new at the target", objects.now().get("to/moved/new").bytes());
    }

    @Test
    void what_came_to_the_source_while_it_was_deleted_stays() throws IOException {
        moveWith(() -> requests.watch(request -> {
            if (request instanceof DeleteObjectsRequest) {
                throw new IllegalStateException("killed");
            }
        }));
        objects.put("from/dir/new", "new");
        UnfinishedMove move = S3Recovery.find(options).get(0);
        assertEquals(Phase.DELETING, move.phase());
        assertEquals(
                new S3Recovery.Result(false, 0, 0, 6, List.of(key("from/dir/new"))),
                S3Recovery.complete(options, move, S3Recovery.Progress.NONE));
        assertEquals("new", objects.now().get("from/dir/new").bytes());
    }

    @Test
    void a_journal_tells_who_and_when_and_counts_are_told_for_each_object() throws IOException {
        UnfinishedMove move = killedBeforeDeleting();
        assertEquals(SOURCE, move.source());
        assertEquals(TARGET, move.target());
        assertEquals(ProcessHandle.current().pid(), move.pid());
        AtomicInteger told = new AtomicInteger();
        S3Recovery.complete(options, move, (copied, kept, deleted) -> told.incrementAndGet());
        assertEquals(7, told.get(), "six kept, one page deleted");
        assertThrows(NoSuchFileException.class, () -> S3Recovery.complete(options, move, S3Recovery.Progress.NONE));
    }

    @Test
    void what_is_no_journal_is_told_by_its_key() {
        for (String text : List.of("", "format=2", "format=1\nsource=/a\ntarget=/a/b", "\\u12")) {
            objects.put(".anyfs-moves/foreign", text);
            FileSystemException failure = assertThrows(FileSystemException.class, () -> S3Recovery.find(options), text);
            assertTrue(failure.getMessage().contains(key(".anyfs-moves/foreign")), failure::toString);
        }
    }

    private Map<String, MovedObjects.Facts> withoutJournals(Map<String, MovedObjects.Facts> all) {
        all.keySet().removeIf(key -> key.startsWith(".anyfs-moves/"));
        return all;
    }
}
