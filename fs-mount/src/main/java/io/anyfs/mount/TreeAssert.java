package io.anyfs.mount;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.spec.content.Entry;
import io.anyfs.spec.content.FileTree;
import io.anyfs.tree.Difference;
import io.anyfs.tree.TreeCompare;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says what a tree has to be:
 *
 * <pre>{@code
 * TreeAssert.that(fs, "/out").isSameAs(FileTree.EMPTY
 *         .file("/report.csv", "a;b;c\n1;2;3\n")
 *         .directory("/empty"));
 * }</pre>
 *
 * <p>Names, types, bytes and where links lead always count; times of files and modes only where that is asked for. Links are not followed.
 * A tree that is another one fails with an {@link AssertionError} that shows each difference, and of short texts the lines.
 * Immutable.
 */
public final class TreeAssert {

    private final FileSystem fs;
    private final FsPath root;
    private final boolean times;
    private final boolean modes;

    private TreeAssert(FileSystem fs, FsPath root, boolean times, boolean modes) {
        this.fs = fs;
        this.root = root;
        this.times = times;
        this.modes = modes;
    }

    /** Of a whole filesystem. */
    public static TreeAssert that(FileSystem fs) {
        return new TreeAssert(fs, FsPath.ROOT, false, false);
    }

    /** Of a directory with all that is in it, or of a file. */
    public static TreeAssert that(FileSystem fs, String path) {
        return new TreeAssert(fs, FsPath.of(path), false, false);
    }

    /** Modification times of files count too, as precisely as both filesystems keep them; of a described tree those that it describes. */
    public TreeAssert times() {
        return new TreeAssert(fs, root, true, modes);
    }

    /** Permission bits count too, where both filesystems have them; of a described tree those that it describes. */
    public TreeAssert modes() {
        return new TreeAssert(fs, root, times, true);
    }

    /**
     * It is the same as another filesystem.
     *
     * @throws AssertionError if it is not
     */
    public void isSameAs(FileSystem expected) throws IOException {
        isSameAs(expected, "/");
    }

    /**
     * It is the same as a part of a filesystem.
     *
     * @throws AssertionError if it is not
     * @throws java.nio.file.NoSuchFileException if nothing is expected there
     */
    public void isSameAs(FileSystem expected, String path) throws IOException {
        check(expected, FsPath.of(path), difference -> true);
    }

    /**
     * It is the same as what was there before.
     *
     * @throws AssertionError if it is not
     */
    public void isSameAs(Snapshot expected) throws IOException {
        check(expected.tree(), FsPath.ROOT, difference -> true);
    }

    /**
     * It is what is described, and nothing else.
     *
     * @throws AssertionError if it is not
     * @throws IOException if a source of the description cannot be read either
     */
    public void isSameAs(FileTree expected) throws IOException {
        try (FileSystem described = MemoryFileSystem.create()) {
            expected.writeTo(described, FsPath.ROOT);
            check(described, FsPath.ROOT, difference -> isDescribed(expected, difference));
        }
    }

    private void check(FileSystem expected, FsPath at, Predicate<Difference> counts) throws IOException {
        TreeCompare comparison = TreeCompare.of(expected, at, fs, root).contents();
        comparison = times ? comparison.times() : comparison;
        comparison = modes ? comparison.modes() : comparison;
        requireTree();
        String differences = TreeDiff.of(comparison, expected, fs, counts);
        if (differences != null) {
            throw new AssertionError(root + " of " + fs.name() + " is not as expected: " + differences);
        }
    }

    private void requireTree() throws IOException {
        FileInfo there = fs.find(root);
        if (there == null) {
            throw new AssertionError(root + " of " + fs.name() + " is not as expected: nothing is there");
        }
    }

    /** Whether the description says anything of what differs: of most times and modes it says nothing. */
    private static boolean isDescribed(FileTree expected, Difference difference) {
        Entry.@Nullable Facts facts = facts(expected, difference.path());
        return switch (difference.kind()) {
            case LAST_MODIFIED -> facts == null || facts.modified() != null;
            case MODE -> facts == null || facts.mode() != null;
            default -> true;
        };
    }

    /** What is described of an entry; {@code null} if it was copied, with time and mode. */
    private static Entry.@Nullable Facts facts(FileTree expected, FsPath path) {
        Entry entry = expected.entries().get(path);
        if (entry instanceof Entry.File file) {
            return file.facts();
        } else if (entry instanceof Entry.Directory directory) {
            return directory.facts();
        }
        boolean copied = expected.entries().entrySet().stream()
                .anyMatch(tree -> tree.getValue() instanceof Entry.Tree && path.startsWith(tree.getKey()));
        return copied ? null : Entry.Facts.NONE;
    }
}
