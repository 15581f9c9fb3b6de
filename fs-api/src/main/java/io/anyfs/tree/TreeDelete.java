package io.anyfs.tree;

import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Progress;
import io.anyfs.RootException;
import io.anyfs.TreeDeletion;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a directory with all that it holds, or a file. A link is deleted itself, never what it leads to.
 *
 * <p>What is deleted is gone at once; a failure or an interrupt leaves the rest. What others delete meanwhile counts as
 * done. What others create meanwhile is deleted too, unless they are faster. Memory is bounded as for {@link Walk}.
 * Where the storage can delete whole trees ({@link Capability#DELETE_TREE}) it does, otherwise entry by entry, with the same
 * outcome. Immutable and safe for use by many threads.
 */
public final class TreeDelete {

    private final FileSystem fs;
    private final FsPath path;
    private final OnFailure onFailure;
    private final Progress progress;
    private final Check check;

    /** Says by throwing that an entry must stay. */
    @FunctionalInterface
    interface Check {
        Check NONE = entry -> {};

        void requireDeletable(FileInfo entry) throws IOException;
    }

    private TreeDelete(FileSystem fs, FsPath path, OnFailure onFailure, Progress progress, Check check) {
        this.fs = fs;
        this.path = path;
        this.onFailure = onFailure;
        this.progress = progress;
        this.check = check;
    }

    /** A deletion that stops at the first failure. */
    public static TreeDelete of(FileSystem fs, FsPath path) {
        return new TreeDelete(fs, path, OnFailure.STOP, Progress.NONE, Check.NONE);
    }

    /** What to do about an entry that cannot be deleted. The directories above it then stay too, and are not asked about. */
    public TreeDelete onFailure(OnFailure policy) {
        return new TreeDelete(fs, path, policy, progress, check);
    }

    /** Tells of each entry, by {@link Progress#finished}. */
    public TreeDelete progress(Progress listener) {
        return new TreeDelete(fs, path, onFailure, listener, check);
    }

    /** Asks before each entry. */
    TreeDelete checking(Check other) {
        return new TreeDelete(fs, path, onFailure, progress, other);
    }

    /**
     * What was deleted.
     *
     * @param entries how many entries, directories among them
     * @param bytes of the files
     * @param failed how many entries could not be deleted, without the directories that hold them
     * @param failures the first of these failures
     */
    public record Result(long entries, long bytes, long failed, List<TreeFailure> failures) {

        /** Checks nothing and keeps a copy. */
        public Result {
            failures = List.copyOf(failures);
        }
    }

    /**
     * Deletes the entry and all below it.
     *
     * @throws RootException for the root; {@link #runBelow} deletes what it holds
     * @throws NoSuchFileException if nothing is there
     */
    public Result run() throws IOException {
        if (path.isRoot()) {
            throw new RootException("/", "the root cannot be deleted or moved");
        }
        return new Deletion().run(DeleteScope.WHOLE);
    }

    /**
     * Deletes all that the directory holds, and not the directory.
     *
     * @throws NoSuchFileException if nothing is there
     * @throws NotDirectoryException if no directory is there
     */
    public Result runBelow() throws IOException {
        if (!fs.lstat(path).isDirectory()) {
            throw new NotDirectoryException(path.toString());
        }
        return new Deletion().run(DeleteScope.CONTENTS);
    }

    /**
     * Deletes an entry and all below it. Stops at the first failure.
     *
     * @return how many entries were deleted
     * @throws RootException for the root; {@link #empty} deletes what it holds
     * @throws NoSuchFileException if nothing is there
     */
    public static long delete(FileSystem fs, FsPath path) throws IOException {
        return of(fs, path).run().entries();
    }

    /**
     * Deletes all that a directory holds, and not the directory. Stops at the first failure.
     *
     * @return how many entries were deleted
     */
    public static long empty(FileSystem fs, FsPath directory) throws IOException {
        return of(fs, directory).runBelow().entries();
    }

    /** One run. */
    private final class Deletion implements TreeDeletion {

        /** How often a directory that is not empty after all is gone through again when there is nothing to delete in it. */
        private static final int IDLE_PASSES = 3;

        private final FailureLog failures = new FailureLog(onFailure);
        /** Directories that are still to come and cannot be deleted, because of something in them that could not. */
        private final Set<FsPath> staying = new HashSet<>();

        /** Directories that the storage could not delete at once, because others created something in them. */
        private final List<TreeFailure> grown = new ArrayList<>();

        private @Nullable IOException stopped;
        private long entries;
        private long bytes;

        Result run(DeleteScope scope) throws IOException {
            if (isDeletedAtOnce(scope)) {
                deleteAtOnce(scope);
            } else {
                deleteEach(scope);
            }
            return new Result(entries, bytes, failures.count(), failures.first());
        }

        // ------------------------------------------------------------ at once

        private boolean isDeletedAtOnce(DeleteScope scope) throws IOException {
            if (check != Check.NONE || !fs.capabilities(path).has(Capability.DELETE_TREE)) {
                return false;
            }
            // Without a slash behind it, so that a link is not taken for the directory that it leads to.
            return scope == DeleteScope.CONTENTS
                    || fs.lstat(path.parentOrRoot().child(path.name())).isDirectory();
        }

        private void deleteAtOnce(DeleteScope scope) throws IOException {
            FailureLog.requireNotInterrupted(path);
            try {
                fs.deleteTree(path, scope, this);
            } catch (NoSuchFileException missing) {
                throw missing;
            } catch (IOException failure) {
                if (failure == stopped) {
                    throw failure;
                }
                failures.failed(path, failure);
            }
            if (!grown.isEmpty() && failures.count() == 0) {
                deleteEach(scope);
                return;
            }
            for (TreeFailure directory : grown) {
                failures.failed(directory.path(), directory.cause());
            }
        }

        @Override
        public void deleted(FileInfo entry) {
            entries++;
            bytes += entry.size();
            progress.finished(entry.path());
        }

        @Override
        public void failed(FsPath entry, IOException failure) throws IOException {
            if (failure instanceof DirectoryNotEmptyException && grown.size() < FailureLog.KEPT) {
                grown.add(new TreeFailure(entry, failure));
                return;
            }
            try {
                failures.failed(entry, failure);
            } catch (IOException stop) {
                stopped = stop;
                throw stop;
            }
        }

        // ------------------------------------------------------------ entry by entry

        private void deleteEach(DeleteScope scope) throws IOException {
            try (WalkCursor walk = walk(path, scope == DeleteScope.CONTENTS ? 1 : 0)) {
                for (FileInfo entry = walk.next(); entry != null; entry = walk.next()) {
                    delete(entry);
                }
            }
        }

        private WalkCursor walk(FsPath root, int minDepth) throws IOException {
            return Walk.of(fs, root)
                    .childrenFirst()
                    .minDepth(minDepth)
                    .onFailure(this::unreadable)
                    .open();
        }

        private void unreadable(FsPath directory, IOException failure) throws IOException {
            if (!(failure instanceof NoSuchFileException)) {
                failures.failed(directory, failure);
                staying.add(directory);
            }
        }

        private void delete(FileInfo entry) throws IOException {
            if (staying.remove(entry.path())) {
                staying.add(entry.path().parentOrRoot());
                return;
            }
            try {
                remove(entry);
            } catch (DirectoryNotEmptyException notEmpty) {
                deleteNotEmpty(entry, notEmpty);
            } catch (IOException failure) {
                stays(entry, failure);
            }
        }

        private void stays(FileInfo entry, IOException failure) throws IOException {
            failures.failed(entry.path(), failure);
            staying.add(entry.path().parentOrRoot());
        }

        private void remove(FileInfo entry) throws IOException {
            check.requireDeletable(entry);
            try {
                fs.delete(entry.path());
            } catch (NoSuchFileException deletedByOthers) {
                return;
            }
            deleted(entry);
        }

        /**
         * Deletes a directory that holds something although all that was listed is gone: somebody created it, or the storage
         * left it out because the directory changed while it was listed.
         */
        private void deleteNotEmpty(FileInfo directory, DirectoryNotEmptyException first) throws IOException {
            DirectoryNotEmptyException notEmpty = first;
            for (int idle = 0; idle < IDLE_PASSES; idle++) {
                long before = entries;
                sweep(directory.path());
                if (staying.remove(directory.path())) {
                    staying.add(directory.path().parentOrRoot());
                    return;
                }
                try {
                    remove(directory);
                    return;
                } catch (DirectoryNotEmptyException again) {
                    notEmpty = again;
                    idle = entries == before ? idle : -1;
                }
            }
            stays(directory, notEmpty);
        }

        /** Deletes what can be deleted below a directory; what is not empty is left to the next pass. */
        private void sweep(FsPath directory) throws IOException {
            try (WalkCursor walk = walk(directory, 1)) {
                for (FileInfo entry = walk.next(); entry != null; entry = walk.next()) {
                    if (staying.remove(entry.path())) {
                        staying.add(entry.path().parentOrRoot());
                    } else {
                        removeNow(entry);
                    }
                }
            } catch (NoSuchFileException deletedByOthers) {
                // Nothing is left to delete.
            }
        }

        private void removeNow(FileInfo entry) throws IOException {
            try {
                remove(entry);
            } catch (DirectoryNotEmptyException notEmpty) {
                // The next pass sees what is in it.
            } catch (IOException failure) {
                stays(entry, failure);
            }
        }
    }
}
