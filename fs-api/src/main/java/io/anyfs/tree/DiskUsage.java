package io.anyfs.tree;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How much is in a tree. Links count as themselves and are not followed; a file with several names counts at each.
 * Bytes are those of the files' contents, not of the blocks that hold them. Memory is bounded as for {@link Walk}, plus what is
 * reported. Immutable and safe for use by many threads.
 */
public final class DiskUsage {

    private final FileSystem fs;
    private final FsPath root;
    private final int depth;
    private final OnFailure onFailure;

    private DiskUsage(FileSystem fs, FsPath root, int depth, OnFailure onFailure) {
        this.fs = fs;
        this.root = root;
        this.depth = depth;
        this.onFailure = onFailure;
    }

    /** The usage of a tree, and of each entry of its root. */
    public static DiskUsage of(FileSystem fs, FsPath root) {
        return new DiskUsage(fs, root, 1, OnFailure.STOP);
    }

    /** Reports entries down to this depth. The root has depth 0 and is always reported. */
    public DiskUsage depth(int levels) {
        if (levels < 0) {
            throw new IllegalArgumentException("a depth must not be negative: " + levels);
        }
        return new DiskUsage(fs, root, levels, onFailure);
    }

    /** What to do about a directory that cannot be read. */
    public DiskUsage onFailure(OnFailure policy) {
        return new DiskUsage(fs, root, depth, policy);
    }

    /**
     * How much is in an entry and below.
     *
     * @param bytes of all files
     * @param files how many files
     * @param directories how many directories, the entry itself included if it is one
     * @param others how many links and other entries
     */
    public record Usage(long bytes, long files, long directories, long others) {

        static final Usage NOTHING = new Usage(0, 0, 0, 0);

        static Usage of(FileInfo entry) {
            return switch (entry.type()) {
                case FILE -> new Usage(entry.size(), 1, 0, 0);
                case DIRECTORY -> new Usage(0, 0, 1, 0);
                default -> new Usage(0, 0, 0, 1);
            };
        }

        /** This and that. */
        public Usage plus(Usage other) {
            return new Usage(
                    bytes + other.bytes, files + other.files, directories + other.directories, others + other.others);
        }
    }

    /**
     * What was measured.
     *
     * @param total the whole tree
     * @param entries the usage of the root and of the entries down to the depth asked for, sorted by path
     * @param failed how many directories could not be read
     * @param failures the first of these failures
     */
    public record Report(Usage total, NavigableMap<FsPath, Usage> entries, long failed, List<TreeFailure> failures) {}

    /**
     * Measures.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is at the root
     */
    public Report measure() throws IOException {
        FailureLog failures = new FailureLog(onFailure);
        NavigableMap<FsPath, Usage> entries = new TreeMap<>();
        try (WalkCursor walk = walk(failures)) {
            for (FileInfo entry = walk.next(); entry != null; entry = walk.next()) {
                Usage usage = Usage.of(entry);
                for (FsPath reported : reported(entry.path())) {
                    entries.merge(reported, usage, Usage::plus);
                }
            }
        }
        return new Report(
                entries.firstEntry().getValue(),
                Collections.unmodifiableNavigableMap(entries),
                failures.count(),
                failures.first());
    }

    private WalkCursor walk(FailureLog failures) throws IOException {
        Walk walk = Walk.of(fs, root);
        // A walk that stops at the first failure may use a recursive listing.
        return (onFailure == OnFailure.STOP ? walk : walk.onFailure(failures::failed)).open();
    }

    /** The entry and those above it, as far as they are reported. */
    private Deque<FsPath> reported(FsPath path) {
        Deque<FsPath> reported = new ArrayDeque<>();
        FsPath at = path;
        for (int level = path.depth() - root.depth(); level >= 0; level--) {
            if (level <= depth) {
                reported.add(at);
            }
            at = at.parentOrRoot();
        }
        return reported;
    }
}
