package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.s3.UnfinishedMove.Phase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/**
 * Moves a directory: copies all that is below it, then deletes it there. A journal in the bucket tells how far it got, so that
 * a move whose process was ended can be completed or undone; one that fails before anything is deleted undoes itself.
 */
final class DirectoryMove {

    private final Storage storage;

    DirectoryMove(Storage storage) {
        this.storage = storage;
    }

    void run(FsPath source, FsPath target) throws IOException {
        MovedTree tree = new MovedTree(storage, source, target);
        MoveJournal journal = MoveJournal.begin(storage, source, target);
        copy(tree, journal);
        try {
            storage.directories().remove(source, tree::deleteAll);
            Cancellation.shielded(journal::end);
        } catch (IOException failure) {
            throw halfDeleted(tree, failure);
        }
    }

    private void copy(MovedTree tree, MoveJournal journal) throws IOException {
        try {
            tree.copyAll();
            journal.enter(Phase.DELETING);
        } catch (IOException | RuntimeException failure) {
            undo(tree, journal, failure);
            throw failure;
        } finally {
            storage.directories().changed(tree.target());
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
