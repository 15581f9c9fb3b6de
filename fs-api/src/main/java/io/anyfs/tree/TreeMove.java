package io.anyfs.tree;

import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Progress;
import io.anyfs.RootException;
import io.anyfs.UnsupportedCapabilityException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves a file or a directory with all that it holds, within a filesystem or from one to another.
 *
 * <p>Within a filesystem that can, it is one rename. Otherwise the whole is copied, compared, and only then deleted at the
 * source. If anything fails before, the source is untouched and what was copied is removed again. Of the source only
 * what is at the target too is deleted; what was added or changed meanwhile stays, and the move fails with
 * {@link FileChangedException}.
 *
 * <p>Links are moved as themselves. A directory never goes onto anything that exists. Immutable and safe for use by many threads.
 */
public final class TreeMove {

    /** So many failures are told at once, the others as suppressed by the first. */
    private static final int TOLD = 10;

    private final FileSystem from;
    private final FsPath source;
    private final FileSystem to;
    private final FsPath target;
    private final IfExists ifExists;
    private final boolean comparesContents;
    private final Execution execution;

    private TreeMove(
            FileSystem from,
            FsPath source,
            FileSystem to,
            FsPath target,
            IfExists ifExists,
            boolean comparesContents,
            Execution execution) {
        this.from = from;
        this.source = source;
        this.to = to;
        this.target = target;
        this.ifExists = ifExists;
        this.comparesContents = comparesContents;
        this.execution = execution;
    }

    /**
     * A move that fails if the target exists, and works on the calling thread alone.
     *
     * @param target what the entry is to be, not a directory to put it into; its parent has to exist
     */
    public static TreeMove of(FileSystem from, FsPath source, FileSystem to, FsPath target) {
        return new TreeMove(from, source, to, target, IfExists.FAIL, false, Execution.DEFAULT);
    }

    /** What to do if the source is a file or a link and the target a file. */
    public TreeMove ifExists(IfExists policy) {
        return new TreeMove(from, source, to, target, policy, comparesContents, execution);
    }

    /** Where files are copied, compares the bytes before the source is deleted, not only the sizes. */
    public TreeMove comparingContents() {
        return new TreeMove(from, source, to, target, ifExists, true, execution);
    }

    /** Copies so many files at a time, 1 or more. */
    public TreeMove parallelism(int threads) {
        return with(execution.parallelism(threads));
    }

    /** Tells how the copy gets on, if there is one. */
    public TreeMove progress(Progress listener) {
        return with(execution.progress(listener));
    }

    private TreeMove with(Execution other) {
        return new TreeMove(from, source, to, target, ifExists, comparesContents, other);
    }

    /**
     * Moves.
     *
     * @throws java.nio.file.NoSuchFileException if the source or the target's parent is missing
     * @throws FileAlreadyExistsException if the target exists and is not to be replaced, or either is a directory
     * @throws io.anyfs.SubtreeException if the target lies in the source
     * @throws RootException if the source is the root
     * @throws UnsupportedCapabilityException if the target cannot hold a link that is to be moved
     * @throws FileChangedException if the source changed meanwhile; then some of it is at both places
     */
    public void run() throws IOException {
        if (source.isRoot()) {
            throw new RootException("/", "the root cannot be deleted or moved");
        }
        if (from == to && renamed()) {
            return;
        }
        FileInfo entry = from.lstat(source);
        new SameDirectory(from, to).requireNotInside(entry, target);
        FileInfo there = EntryCopy.lstat(to, target);
        if (there != null && (ifExists == IfExists.FAIL || entry.isDirectory() || there.isDirectory())) {
            throw new FileAlreadyExistsException(target.toString(), source.toString(), "cannot be replaced");
        }
        copy();
        deleteSource();
    }

    private boolean renamed() throws IOException {
        try {
            from.move(source, target, ifExists);
            return true;
        } catch (UnsupportedCapabilityException cannotRename) {
            return false;
        }
    }

    private void copy() throws IOException {
        CopyExisting existing = ifExists == IfExists.REPLACE ? CopyExisting.REPLACE : CopyExisting.FAIL;
        CopyRun copy = new CopyRun(from, source, to, target, existing, CopyLinks.KEEP, execution);
        try {
            copy.requiringNewDirectory().run();
            verify();
        } catch (IOException | RuntimeException | Error failure) {
            if (copy.created()) {
                removeCopy(failure);
            }
            throw failure;
        }
    }

    private void verify() throws IOException {
        TreeCompare comparison = TreeCompare.of(from, source, to, target);
        List<Difference> differences = new ArrayList<>();
        (comparesContents ? comparison.contents() : comparison).visit(difference -> {
            differences.add(difference);
            return false;
        });
        if (!differences.isEmpty()) {
            FsPath changed = differences.get(0).path();
            throw changed(changed.under(source), changed.under(target));
        }
    }

    /** What was copied goes away also when the thread was interrupted. */
    private void removeCopy(Throwable failure) {
        boolean interrupted = Thread.interrupted();
        try {
            TreeDelete.delete(to, target);
        } catch (IOException | RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void deleteSource() throws IOException {
        TreeDelete.Result deleted = TreeDelete.of(from, source)
                .onFailure(OnFailure.SKIP)
                .checking(this::requireMoved)
                .run();
        if (deleted.failed() > 0) {
            IOException first = deleted.failures().get(0).cause();
            deleted.failures().stream().skip(1).limit(TOLD).forEach(more -> first.addSuppressed(more.cause()));
            throw first;
        }
    }

    private void requireMoved(FileInfo entry) throws IOException {
        FsPath copy = entry.path().from(source).under(target);
        FileInfo there = EntryCopy.lstat(to, copy);
        if (there == null || there.type() != entry.type() || (entry.isFile() && there.size() != entry.size())) {
            throw changed(entry.path(), copy);
        }
    }

    private static FileChangedException changed(FsPath path, FsPath copy) {
        return new FileChangedException(
                path.toString(), copy.toString(), "it was added or changed while it was moved, and stays");
    }
}
