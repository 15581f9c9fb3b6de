package io.anyfs.tree;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.PosixAttributes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells in what two trees differ: in names, types, sizes and where links lead, and if asked in bytes, times and permissions.
 * Names are compared exactly. Links are not followed.
 *
 * <p>Differences come in the order of the names, a directory before what it holds. Memory is needed for the entries of the
 * directories on the way from the root to the place that is compared. Immutable and safe for use by many threads.
 */
public final class TreeCompare {

    /** What is compared besides names, types, sizes and where links lead. */
    private enum Aspect {
        CONTENT,
        TIMES,
        MODES
    }

    private final TreeMerge.Side left;
    private final TreeMerge.Side right;
    private final Set<Aspect> aspects;
    private final OnFailure onFailure;

    private TreeCompare(TreeMerge.Side left, TreeMerge.Side right, Set<Aspect> aspects, OnFailure onFailure) {
        this.left = left;
        this.right = right;
        this.aspects = aspects;
        this.onFailure = onFailure;
    }

    /** A comparison that stops at the first failure. The roots may also be two files. */
    public static TreeCompare of(FileSystem left, FsPath leftRoot, FileSystem right, FsPath rightRoot) {
        return new TreeCompare(
                new TreeMerge.Side(left, leftRoot, Links.NO_FOLLOW),
                new TreeMerge.Side(right, rightRoot, Links.NO_FOLLOW),
                EnumSet.noneOf(Aspect.class),
                OnFailure.STOP);
    }

    /** Compares the bytes of files too, by reading both. */
    public TreeCompare contents() {
        return with(Aspect.CONTENT);
    }

    /** Compares the modification times of files too. */
    public TreeCompare times() {
        return with(Aspect.TIMES);
    }

    /** Compares the permission bits of files and directories too, where both filesystems have them. */
    public TreeCompare modes() {
        return with(Aspect.MODES);
    }

    /** What to do about an entry that cannot be read. */
    public TreeCompare onFailure(OnFailure policy) {
        return new TreeCompare(left, right, aspects, policy);
    }

    private TreeCompare with(Aspect aspect) {
        EnumSet<Aspect> more = EnumSet.of(aspect);
        more.addAll(aspects);
        return new TreeCompare(left, right, more, onFailure);
    }

    /**
     * Whether there is no difference. Looks no further than to the first.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is at one of the roots
     */
    public boolean same() throws IOException {
        return visit(difference -> false);
    }

    /** All differences at once. */
    public List<Difference> differences() throws IOException {
        List<Difference> differences = new ArrayList<>();
        visit(differences::add);
        return differences;
    }

    /**
     * Shows the differences as they are found. An interrupt of the calling thread ends the comparison.
     *
     * @param visitor returns whether to go on
     * @return whether it was shown all differences, the last included
     * @throws java.nio.file.NoSuchFileException if nothing is at one of the roots
     */
    public boolean visit(Predicate<Difference> visitor) throws IOException {
        FailureLog failures = new FailureLog(onFailure);
        TreeMerge merge = new TreeMerge(left, right, name -> name, failures);
        TreeMerge.Pair pair = new TreeMerge.Pair(
                FsPath.ROOT, left.fs().lstat(left.root()), right.fs().lstat(right.root()));
        while (pair != null) {
            for (Difference difference : compare(pair, failures)) {
                if (!visitor.test(difference)) {
                    return false;
                }
            }
            if (isDirectory(pair.left()) && isDirectory(pair.right())) {
                merge.enter(pair);
            }
            pair = merge.next();
        }
        return true;
    }

    private static boolean isDirectory(@Nullable FileInfo entry) {
        return entry != null && entry.isDirectory();
    }

    private List<Difference> compare(TreeMerge.Pair pair, FailureLog failures) throws IOException {
        List<Difference> found = new ArrayList<>(1);
        FileInfo one = pair.left();
        FileInfo two = pair.right();
        if (one == null || two == null) {
            add(found, one == null ? Difference.Kind.ONLY_RIGHT : Difference.Kind.ONLY_LEFT, pair);
        } else if (one.type() != two.type()) {
            add(found, Difference.Kind.TYPE, pair);
        } else {
            try {
                compareAlike(one, two, pair, found);
            } catch (IOException failure) {
                failures.failed(one.path(), failure);
            }
        }
        return found;
    }

    private void compareAlike(FileInfo one, FileInfo two, TreeMerge.Pair pair, List<Difference> found)
            throws IOException {
        if (one.isFile()) {
            if (one.size() != two.size()) {
                add(found, Difference.Kind.SIZE, pair);
            } else if (aspects.contains(Aspect.CONTENT)
                    && !SameContent.in(left.fs(), one.path(), right.fs(), two.path())) {
                add(found, Difference.Kind.CONTENT, pair);
            }
            if (aspects.contains(Aspect.TIMES) && !sameTime(left.fs(), one, right.fs(), two)) {
                add(found, Difference.Kind.LAST_MODIFIED, pair);
            }
        } else if (one.isSymbolicLink()
                && !left.fs().readLink(one.path()).equals(right.fs().readLink(two.path()))) {
            add(found, Difference.Kind.LINK_TARGET, pair);
        }
        if (aspects.contains(Aspect.MODES) && !one.isSymbolicLink() && !sameMode(one, two)) {
            add(found, Difference.Kind.MODE, pair);
        }
    }

    private static void add(List<Difference> found, Difference.Kind kind, TreeMerge.Pair pair) {
        found.add(new Difference(kind, pair.path(), pair.left(), pair.right()));
    }

    /** Whether the times are the same, as far as both filesystems can tell. */
    static boolean sameTime(FileSystem left, FileInfo one, FileSystem right, FileInfo two) {
        Duration precision = EntryCopy.coarserPrecision(left, one.path(), right, two.path());
        return Duration.between(one.lastModified(), two.lastModified()).abs().compareTo(precision) < 0;
    }

    /** Whether the permissions are the same, as far as both filesystems have them. */
    static boolean sameMode(FileInfo one, FileInfo two) {
        PosixAttributes here = one.posix();
        PosixAttributes there = two.posix();
        return here == null || there == null || (here.mode() & 0777) == (there.mode() & 0777);
    }
}
