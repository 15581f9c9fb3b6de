package io.anyfs.s3;

import io.anyfs.s3.UnfinishedMove.Phase;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * Ends moves of directories whose process was ended in the middle. It does not know whether a process is still at a move:
 * one that is, and is copying, fails and deletes nothing once its move was taken over here, but what it copies meanwhile may
 * stay. So see first that it has ended; {@link UnfinishedMove#isRunningHere} knows of this machine.
 *
 * <p>Nothing is lost: an object is deleted only where another is its copy, with its size, times and modes, and where the
 * store's ETags can be compared with its bytes. What was changed since the move was begun stays on both sides, and is told.
 *
 * <p>The options must be those with which the storage was open that made the move: a journal is below its prefix.
 */
public final class S3Recovery {

    private S3Recovery() {}

    /** Told of what was done so far, in objects. Called by several threads, but by one at a time. */
    @FunctionalInterface
    public interface Progress {

        /** Tells nobody. */
        Progress NONE = (copied, kept, deleted) -> {};

        /**
         * Something was done.
         *
         * @param copied objects copied to the target
         * @param kept objects that were at the target already
         * @param deleted objects deleted
         */
        void done(long copied, long kept, long deleted);
    }

    /**
     * What was done about a move.
     *
     * @param finished whether the move has ended; otherwise it is still there, and the same can be tried again when what
     *     differs was moved or deleted
     * @param copied how many objects were copied to the target
     * @param kept how many were there already
     * @param deleted how many objects were deleted
     * @param differing the keys of objects that were left as they are, because what is at the other place is no copy of them
     *     or of which they are no copy
     */
    public record Result(boolean finished, long copied, long kept, long deleted, List<String> differing) {

        /** Copies the list. */
        public Result {
            differing = List.copyOf(differing);
        }
    }

    /**
     * The moves that were begun in a storage and have not ended, the oldest first; with those that are under way now.
     *
     * @throws FileSystemException if one of their journals cannot be understood; the message has its key
     */
    public static List<UnfinishedMove> find(S3Options options) throws IOException {
        return Storage.with(options, MoveJournal::find);
    }

    /**
     * Completes a move: copies what is missing at the target, then deletes the source. While it was still copying, nothing is
     * deleted if anything differs; when it was deleting already, all is deleted of which there is a copy.
     *
     * @throws NoSuchFileException if it has ended meanwhile
     * @throws io.anyfs.FileChangedException if another process takes it over
     */
    public static Result complete(S3Options options, UnfinishedMove move, Progress progress) throws IOException {
        return Storage.with(options, storage -> complete(storage, move, new MoveTally(progress)));
    }

    /**
     * Undoes a move that has not begun to delete: deletes what was copied to the target.
     *
     * @throws FileSystemException if it has begun to delete, so that it can only be completed; nothing was done
     * @throws NoSuchFileException if it has ended meanwhile
     * @throws io.anyfs.FileChangedException if another process takes it over
     */
    public static Result undo(S3Options options, UnfinishedMove move, Progress progress) throws IOException {
        return Storage.with(options, storage -> undo(storage, move, new MoveTally(progress)));
    }

    static Result complete(Storage storage, UnfinishedMove move, MoveTally tally) throws IOException {
        MoveJournal journal = MoveJournal.takeOver(storage, move);
        MovedTree tree = tree(storage, journal);
        if (journal.move().phase() == Phase.COPYING) {
            tree.copyMissing(tally);
            if (!tally.isClean()) {
                return tally.result(false);
            }
            journal.enter(Phase.DELETING);
        }
        storage.directories().remove(tree.source(), () -> tree.deleteCopied(tally));
        return end(journal, tally);
    }

    static Result undo(Storage storage, UnfinishedMove move, MoveTally tally) throws IOException {
        MoveJournal journal = MoveJournal.takeOver(storage, move);
        MovedTree tree = tree(storage, journal);
        if (journal.move().phase() == Phase.DELETING) {
            throw new FileSystemException(
                    tree.source().toString(),
                    tree.target().toString(),
                    "the move has begun to delete its source; it can only be completed");
        }
        storage.directories().remove(tree.target(), () -> tree.deleteCopies(tally));
        return end(journal, tally);
    }

    private static MovedTree tree(Storage storage, MoveJournal journal) throws IOException {
        return new MovedTree(storage, journal.move().source(), journal.move().target());
    }

    private static Result end(MoveJournal journal, MoveTally tally) throws IOException {
        if (!tally.isClean()) {
            return tally.result(false);
        }
        journal.end();
        return tally.result(true);
    }
}
