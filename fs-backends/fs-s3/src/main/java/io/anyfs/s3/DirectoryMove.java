package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.s3.UnfinishedMove.Phase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;

/**
 * Moves a directory: copies all that is below it, then deletes it there. A journal in the bucket tells how far it got, so that
 * a move whose process was ended can be completed or undone; one that fails before anything is deleted undoes itself.
 */
final class DirectoryMove {

    /** How far the clocks of a store's machines may be apart; S3 tells whole seconds. */
    private static final Duration STORE_CLOCKS = Duration.ofSeconds(5);

    private final Storage storage;

    DirectoryMove(Storage storage) {
        this.storage = storage;
    }

    void run(FsPath source, FsPath target) throws IOException {
        MovedTree tree = new MovedTree(storage, source, target);
        MoveJournal journal = MoveJournal.begin(storage, source, target);
        Instant copiedSince = copy(tree, journal);
        try {
            storage.directories().remove(source, () -> delete(tree, copiedSince));
            Cancellation.shielded(journal::end);
        } catch (IOException failure) {
            throw halfDeleted(tree, failure);
        }
    }

    /** Returns the time before which everything was stored that was copied for sure. */
    private Instant copy(MovedTree tree, MoveJournal journal) throws IOException {
        try {
            Instant begun = journal.stored();
            tree.copyAll();
            journal.enter(Phase.DELETING);
            return begun.minus(STORE_CLOCKS);
        } catch (IOException | RuntimeException failure) {
            undo(tree, journal, failure);
            throw failure;
        } finally {
            storage.directories().changed(tree.target());
        }
    }

    private static void delete(MovedTree tree, Instant copiedSince) throws IOException {
        MoveTally tally = new MoveTally(S3Recovery.Progress.NONE);
        tree.deleteAll(copiedSince, tally);
        if (!tally.isClean()) {
            throw new FileSystemException(
                    tree.source().toString(),
                    tree.target().toString(),
                    tally.result(false).differing().size() + " objects were changed since they were copied, and stay");
        }
    }

    private void undo(MovedTree tree, MoveJournal journal, Exception failure) {
        try {
            Cancellation.shielded(() -> {
                journal.enter(Phase.COPYING);
                MoveTally tally = new MoveTally(S3Recovery.Progress.NONE);
                storage.directories().remove(tree.target(), () -> tree.deleteCopies(tally));
                if (!tally.isClean()) {
                    throw new FileSystemException(
                            tree.target().toString(),
                            tree.source().toString(),
                            tally.result(false).differing().size()
                                    + " objects there are no copies of what is at the source and stay; "
                                    + advice("completes or undoes the move"));
                }
                journal.end();
            });
        } catch (IOException | RuntimeException undoing) {
            failure.addSuppressed(undoing);
        }
    }

    /** Of the same kind where that says something of what to do; trying again does not help. */
    private IOException halfDeleted(MovedTree tree, IOException failure) {
        String source = tree.source().toString();
        String target = tree.target().toString();
        String reason = "all of it was copied, but its deletion failed (" + failure.getMessage() + "); "
                + advice("--complete ends the move");
        IOException told = failure instanceof InterruptedIOException
                ? new InterruptedIOException(source + ": " + reason)
                : failure instanceof AccessDeniedException
                        ? new AccessDeniedException(source, target, reason)
                        : new FileSystemException(source, target, reason);
        told.initCause(failure);
        return told;
    }

    private String advice(String what) {
        String prefix = storage.options().prefix();
        return "anyfs s3 recover s3://" + storage.options().bucket() + (prefix.isEmpty() ? "" : "/" + prefix) + " "
                + what;
    }
}
