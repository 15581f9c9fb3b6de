package io.anyfs.s3;

import static io.anyfs.s3.MovedObjects.SOURCE;
import static io.anyfs.s3.MovedObjects.TARGET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileChangedException;
import io.anyfs.IfExists;
import io.anyfs.s3.UnfinishedMove.Phase;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

@Tag("once")
class S3RecoveryTest {

    /** Of the requests, which ones are tried; all when it is to be thorough. */
    private static final int EVERY = Boolean.getBoolean("anyfs.thorough") ? 1 : 6;

    private static final S3Store STORE = S3Server.S3PROXY.shared();
    private static final String BUCKET = STORE.newBucket();
    private static final AtomicInteger CASES = new AtomicInteger();
    private static final int MORE_THAN_A_MOVE_TAKES = 200;

    private S3Options options;
    private BreakingRequests requests;
    private MovedObjects objects;

    @BeforeEach
    void newCase() {
        String prefix = "case-" + CASES.incrementAndGet();
        options = S3Options.of(BUCKET)
                .withPrefix(prefix)
                .withStoring(S3Storing.DEFAULT.withConditionalWrites(S3Conditions.HONOURED))
                .withConnection(S3Connection.to(STORE.endpoint())
                        .withRegion(STORE.region())
                        .withCredentials(S3Credentials.of(STORE.accessKey(), STORE.secretKey())));
        requests = new BreakingRequests();
        objects = MovedObjects.at(STORE, BUCKET, prefix);
    }

    @Test
    void an_undisturbed_move_leaves_no_journal() throws IOException {
        assertEquals(null, moveWith(() -> {}));
        assertEquals(objects.target(), objects.nowWithoutParent());
        assertTrue(objects.now().containsKey("from/"), "the parent that was only implied");
        assertEquals(List.of(), S3Recovery.find(options));
    }

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

    private UnfinishedMove killedBeforeDeleting() throws IOException {
        AtomicBoolean dead = new AtomicBoolean();
        moveWith(() -> requests.watch(request -> {
            if (isSecondJournal(request) || dead.get()) {
                dead.set(true);
                throw new IllegalStateException("killed");
            }
        }));
        UnfinishedMove move = S3Recovery.find(options).get(0);
        assertEquals(Phase.COPYING, move.phase());
        return move;
    }

    /** The one that says that the copies are complete: it replaces another. */
    private static boolean isSecondJournal(SdkRequest request) {
        return request instanceof PutObjectRequest put && put.ifMatch() != null;
    }

    private boolean killedAt(int request) throws IOException {
        assertTrue(request < MORE_THAN_A_MOVE_TAKES);
        return moveWith(() -> requests.killAt(request)) != null;
    }

    /** Moves the tree with requests that are treated so; returns why that failed. */
    private @Nullable IOException moveWith(Runnable treatment) throws IOException {
        S3Backend backend = S3Backend.open(client(), options);
        try {
            treatment.run();
            backend.move(SOURCE, TARGET, IfExists.FAIL);
            return null;
        } catch (IOException failure) {
            return failure;
        } catch (IllegalStateException killed) {
            return new IOException(killed);
        } finally {
            backend.close();
        }
    }

    @FunctionalInterface
    private interface Work {
        void in(Storage storage) throws IOException;
    }

    /** Does something in a process that is killed at a request; true if it came to its end. */
    private boolean interrupted(int request, Work work) {
        requests = new BreakingRequests();
        Storage storage = Storage.over(new Bucket(client(), options), options, PartMemory.shared());
        try {
            requests.killAt(request);
            work.in(storage);
            return true;
        } catch (IOException killed) {
            return false;
        } finally {
            storage.close();
        }
    }

    private S3Client client() {
        return S3Clients.builder(options)
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(requests))
                .build();
    }

    /** 1 if the move has undone itself; otherwise it is completed. */
    private int requireUndoneOrDeleting(IOException failure, String when) throws IOException {
        List<UnfinishedMove> left = S3Recovery.find(options);
        if (left.isEmpty()) {
            assertEquals(objects.source(), objects.now(), when);
            return 1;
        }
        assertEquals(Phase.DELETING, left.get(0).phase(), () -> when + ": " + failure);
        assertTrue(
                String.valueOf(failure.getMessage())
                        .contains("anyfs s3 recover s3://" + BUCKET + "/" + options.prefix()),
                failure::toString);
        assertTrue(
                S3Recovery.complete(options, left.get(0), S3Recovery.Progress.NONE)
                        .finished(),
                when);
        assertEquals(objects.target(), objects.nowWithoutParent(), when);
        return 0;
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

    private Map<String, MovedObjects.Facts> withoutJournals(Map<String, MovedObjects.Facts> all) {
        all.keySet().removeIf(key -> key.startsWith(".anyfs-moves/"));
        return all;
    }

    private String key(String rest) {
        return options.prefix() + "/" + rest;
    }
}
