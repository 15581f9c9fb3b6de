package io.anyfs.tree;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Progress;
import java.io.IOException;

/**
 * Copies a file or a directory with all that it holds, within a filesystem or from one to another.
 *
 * <pre>{@code
 * CopyResult result = TreeCopy.of(disk, FsPath.of("/photos"), bucket, FsPath.of("/2024/photos"))
 *         .ifExists(CopyExisting.SKIP)
 *         .parallelism(8)
 *         .run();
 * }</pre>
 *
 * <p>What it refuses: to copy a directory into itself ({@link io.anyfs.SubtreeException}); names that would be the same at the
 * target, or are too long there ({@link io.anyfs.InvalidNameException}), and files too large for it
 * ({@link io.anyfs.StorageFullException}), all before anything is written.
 *
 * <p>A file is visible at the target when it is whole, and never in part. The storage copies by itself where both places are
 * in the same {@code FileSystem} and it can ({@link io.anyfs.Capability#COPY}). Modification times and permission bits are kept
 * where the target keeps them; those of directories that were created are set when they are complete. A failure or an interrupt of
 * the calling thread stops the copy and its threads; what was copied until then stays.
 *
 * <p>Memory is bounded as for {@link Walk}; where the target does not tell names apart by case, it takes the names of a
 * directory at a time. Immutable and safe for use by many threads.
 */
public final class TreeCopy {

    private final FileSystem from;
    private final FsPath source;
    private final FileSystem to;
    private final FsPath target;
    private final CopyExisting existing;
    private final CopyLinks links;
    private final Execution execution;

    private TreeCopy(
            FileSystem from,
            FsPath source,
            FileSystem to,
            FsPath target,
            CopyExisting existing,
            CopyLinks links,
            Execution execution) {
        this.from = from;
        this.source = source;
        this.to = to;
        this.target = target;
        this.existing = existing;
        this.links = links;
        this.execution = execution;
    }

    /**
     * A copy that fails on existing files and at the first failure, keeps links or else follows them, and works on the
     * calling thread alone.
     *
     * @param target what the copy is to be, not a directory to put it into; its parent has to exist
     */
    public static TreeCopy of(FileSystem from, FsPath source, FileSystem to, FsPath target) {
        return new TreeCopy(from, source, to, target, CopyExisting.FAIL, CopyLinks.KEEP_OR_FOLLOW, Execution.DEFAULT);
    }

    /** What to do about files that exist at the target. */
    public TreeCopy ifExists(CopyExisting policy) {
        return new TreeCopy(from, source, to, target, policy, links, execution);
    }

    /** What to make of links. */
    public TreeCopy links(CopyLinks policy) {
        return new TreeCopy(from, source, to, target, existing, policy, execution);
    }

    /** What to do about an entry that cannot be copied. */
    public TreeCopy onFailure(OnFailure policy) {
        return with(execution.onFailure(policy));
    }

    /** Copies so many files at a time, 1 or more. */
    public TreeCopy parallelism(int threads) {
        return with(execution.parallelism(threads));
    }

    /** Tells how it gets on. The tree is then measured before, so that {@link Progress#expect} is told all at once. */
    public TreeCopy progress(Progress listener) {
        return with(execution.progress(listener));
    }

    private TreeCopy with(Execution other) {
        return new TreeCopy(from, source, to, target, existing, links, other);
    }

    /**
     * Copies.
     *
     * @throws java.nio.file.NoSuchFileException if the source or the target's parent is missing
     * @throws java.nio.file.FileAlreadyExistsException if something exists that must not, or a file is where a directory
     *     should be
     * @throws io.anyfs.IsDirectoryException if a directory is where a file should be
     * @throws IOException of the kind {@link io.anyfs.ErrorKind#INTERRUPTED} if the calling thread was interrupted; it stays so
     */
    public CopyResult run() throws IOException {
        return new CopyRun(from, source, to, target, existing, links.between(from, source, to, target), execution)
                .run();
    }
}
