package io.anyfs.tree;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Links;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Goes through two trees side by side, each directory by name, and a directory before what it holds. Holds the entries of the
 * directories that it is in, and no listing.
 */
final class TreeMerge {

    /** One of the two trees. */
    record Side(FileSystem fs, FsPath root, Links links) {}

    /**
     * What is at one place of both trees.
     *
     * @param path below the roots, which are themselves {@code /}
     * @param left what the left tree has, {@code null} if nothing
     * @param right what the right tree has, {@code null} if nothing
     */
    record Pair(
            FsPath path, @Nullable FileInfo left, @Nullable FileInfo right) {}

    private record Level(Deque<Pair> pairs, @Nullable FsPath realPath) {}

    private final Side left;
    private final Side right;
    private final UnaryOperator<String> key;
    private final FailureLog failures;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final Set<FsPath> realPaths = new HashSet<>();

    /**
     * Two trees.
     *
     * @param key equal for names that are the same
     * @param failures is told of directories that cannot be read
     */
    TreeMerge(Side left, Side right, UnaryOperator<String> key, FailureLog failures) {
        this.left = left;
        this.right = right;
        this.key = key;
        this.failures = failures;
    }

    /** The next pair; {@code null} at the end. What directories hold comes only if they were {@linkplain #enter entered}. */
    @Nullable
    Pair next() throws IOException {
        FailureLog.requireNotInterrupted(left.root());
        while (!levels.isEmpty()) {
            Pair pair = levels.element().pairs().poll();
            if (pair != null) {
                return pair;
            }
            FsPath realPath = levels.remove().realPath();
            if (realPath != null) {
                realPaths.remove(realPath);
            }
        }
        return null;
    }

    /** How many directories the merge is in: 1 for the entries of the roots. */
    int depth() {
        return levels.size();
    }

    /**
     * Reads what the directories of a pair hold; it comes next. What is no directory holds nothing.
     *
     * @return whether they could be read
     */
    boolean enter(Pair pair) throws IOException {
        FsPath reading = left.root();
        FsPath realPath = null;
        try {
            List<FileInfo> lefts = List.of();
            if (pair.left() != null && pair.left().isDirectory()) {
                reading = pair.left().path();
                realPath = enterReal(reading);
                lefts = read(left, reading);
            }
            List<FileInfo> rights = List.of();
            if (pair.right() != null && pair.right().isDirectory()) {
                reading = pair.right().path();
                rights = read(right, reading);
            }
            levels.push(new Level(merged(pair.path(), lefts, rights), realPath));
            return true;
        } catch (IOException failure) {
            if (realPath != null) {
                realPaths.remove(realPath);
            }
            failures.failed(reading, failure);
            return false;
        }
    }

    /** Where the left directory really is; {@code null} if links are not followed. */
    private @Nullable FsPath enterReal(FsPath directory) throws IOException {
        if (left.links() == Links.NO_FOLLOW) {
            return null;
        }
        Level above = levels.peek();
        FsPath realAbove = above == null ? null : above.realPath();
        FsPath realPath = realAbove == null || left.fs().lstat(directory).isSymbolicLink()
                ? RealPath.of(left.fs(), directory)
                : realAbove.child(directory.name());
        if (!realPaths.add(realPath)) {
            throw new FileSystemLoopException(directory.toString());
        }
        return realPath;
    }

    private List<FileInfo> read(Side side, FsPath directory) throws IOException {
        List<FileInfo> entries = new ArrayList<>();
        try (DirectoryListing listing = side.fs().list(directory)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                FailureLog.requireNotInterrupted(directory);
                entries.add(entry);
            }
        }
        if (side.links() == Links.FOLLOW) {
            followLinks(side.fs(), entries);
        }
        entries.sort(Comparator.comparing((FileInfo entry) -> key.apply(entry.name()))
                .thenComparing(FileInfo::name));
        return entries;
    }

    private void followLinks(FileSystem fs, List<FileInfo> entries) throws IOException {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).isSymbolicLink()) {
                try {
                    entries.set(i, fs.stat(entries.get(i).path()));
                } catch (NoSuchFileException | NotDirectoryException | FileSystemLoopException leadsNowhere) {
                    // It stays a link.
                }
            }
        }
    }

    private Deque<Pair> merged(FsPath directory, List<FileInfo> lefts, List<FileInfo> rights) {
        Deque<Pair> pairs = new ArrayDeque<>(Math.max(lefts.size(), rights.size()));
        int l = 0;
        int r = 0;
        while (l < lefts.size() || r < rights.size()) {
            int order = l == lefts.size() ? 1 : r == rights.size() ? -1 : compare(lefts.get(l), rights.get(r));
            FileInfo leftEntry = order <= 0 ? lefts.get(l++) : null;
            FileInfo rightEntry = order >= 0 ? rights.get(r++) : null;
            FileInfo named = leftEntry != null ? leftEntry : Objects.requireNonNull(rightEntry);
            pairs.add(new Pair(directory.child(named.name()), leftEntry, rightEntry));
        }
        return pairs;
    }

    private int compare(FileInfo leftEntry, FileInfo rightEntry) {
        return key.apply(leftEntry.name()).compareTo(key.apply(rightEntry.name()));
    }
}
