package io.anyfs.tree;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Links;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A walk through a tree: its root, then all below.
 *
 * <pre>{@code
 * try (Stream<FileInfo> entries = Walk.of(fs, "/logs").maxDepth(3).stream()) {
 *     entries.filter(FileInfo::isFile).forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>Memory is bounded, whatever the size of a directory and of the tree: directories are read as the walk goes. The listings
 * of the {@value #OPEN_LISTINGS} highest levels stay open while the walk is below them. Deeper down, so that a deep tree does
 * not use up the handles of the storage, a directory is read to its end before those that it holds are entered, and these are
 * remembered meanwhile. Where the storage lists recursively and the walk needs no more than that, one such listing is used.
 *
 * <p>Unless {@link #sorted}, the only order is that of {@link Order}. A link is shown as itself and not entered, unless
 * {@link #following} them. Immutable and safe for use by many threads; each walk has its own {@link WalkCursor}.
 */
public final class Walk {

    /** How many listings a walk keeps open at most. */
    public static final int OPEN_LISTINGS = 32;

    /** When a directory is shown. */
    public enum Order {
        /** Before what it holds. */
        PARENTS_FIRST,
        /** After what it holds. */
        CHILDREN_FIRST
    }

    private final FileSystem fs;
    private final FsPath root;
    private final Order order;
    private final Links links;
    private final int minDepth;
    private final int maxDepth;
    private final boolean sorted;
    private final Predicate<FileInfo> entered;
    private final OnFailure onFailure;

    private Walk(
            FileSystem fs,
            FsPath root,
            Order order,
            Links links,
            int minDepth,
            int maxDepth,
            boolean sorted,
            Predicate<FileInfo> entered,
            OnFailure onFailure) {
        this.fs = fs;
        this.root = root;
        this.order = order;
        this.links = links;
        this.minDepth = minDepth;
        this.maxDepth = maxDepth;
        this.sorted = sorted;
        this.entered = entered;
        this.onFailure = onFailure;
    }

    /** A walk from a root, which need not be a directory: parents first, unlimited, links not followed, any failure stops. */
    public static Walk of(FileSystem fs, FsPath root) {
        return new Walk(
                fs,
                root,
                Order.PARENTS_FIRST,
                Links.NO_FOLLOW,
                0,
                Integer.MAX_VALUE,
                false,
                directory -> true,
                OnFailure.STOP);
    }

    /** {@link #of(FileSystem, FsPath)} of a parsed path. */
    public static Walk of(FileSystem fs, String root) {
        return of(fs, FsPath.of(root));
    }

    /** Shows directories after what they hold. */
    public Walk childrenFirst() {
        return new Walk(fs, root, Order.CHILDREN_FIRST, links, minDepth, maxDepth, sorted, entered, onFailure);
    }

    /**
     * Takes links for what they lead to. A link that leads nowhere is shown as itself; one that leads to a directory that the
     * walk is in is a {@link java.nio.file.FileSystemLoopException}.
     */
    public Walk following() {
        return new Walk(fs, root, order, Links.FOLLOW, minDepth, maxDepth, sorted, entered, onFailure);
    }

    /** Shows nothing above this depth. The root has depth 0, what it holds 1. */
    public Walk minDepth(int depth) {
        return new Walk(fs, root, order, links, requireDepth(depth), maxDepth, sorted, entered, onFailure);
    }

    /** Shows and reads nothing below this depth. The root has depth 0, what it holds 1. */
    public Walk maxDepth(int depth) {
        return new Walk(fs, root, order, links, minDepth, requireDepth(depth), sorted, entered, onFailure);
    }

    /**
     * Shows the entries of each directory in the order of their names (by UTF-16 code unit), each directory next to what it
     * holds. Needs memory for all entries of a directory.
     */
    public Walk sorted() {
        return new Walk(fs, root, order, links, minDepth, maxDepth, true, entered, onFailure);
    }

    /** Enters only these of the directories that it would. The others are shown, and not read. */
    public Walk entering(Predicate<FileInfo> directories) {
        return new Walk(fs, root, order, links, minDepth, maxDepth, sorted, entered.and(directories), onFailure);
    }

    /** What to do about a directory that cannot be read and a link that cannot be followed. */
    public Walk onFailure(OnFailure policy) {
        return new Walk(fs, root, order, links, minDepth, maxDepth, sorted, entered, policy);
    }

    /**
     * Begins the walk.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is at the root
     */
    public WalkCursor open() throws IOException {
        return suitsRecursiveListing()
                ? RecursiveListingWalk.begin(this)
                : LevelWalk.begin(this, order == Order.PARENTS_FIRST, order == Order.CHILDREN_FIRST);
    }

    /** Begins the walk as a stream, which has to be closed. Failures come as {@link UncheckedIOException}. */
    public Stream<FileInfo> stream() throws IOException {
        WalkCursor cursor = open();
        return StreamSupport.stream(new Entries(cursor), false).onClose(() -> {
            try {
                cursor.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    /** Shows the tree to a visitor, whatever the order, to the end or until it stops. */
    public void visit(TreeVisitor visitor) throws IOException {
        try (LevelWalk cursor = LevelWalk.begin(this, true, true)) {
            for (FileInfo entry = cursor.next(); entry != null; entry = cursor.next()) {
                if (cursor.leaving()) {
                    visitor.leave(entry);
                    continue;
                }
                switch (visitor.enter(entry)) {
                    case CONTINUE -> {}
                    case SKIP_SUBTREE -> cursor.skipSubtree();
                    case STOP -> {
                        return;
                    }
                }
            }
        }
    }

    /**
     * A recursive listing fails as a whole, so it is used only where the first failure ends the walk anyway; and it reads all
     * levels, has no order, and does not follow links.
     */
    private boolean suitsRecursiveListing() {
        return order == Order.PARENTS_FIRST
                && links == Links.NO_FOLLOW
                && maxDepth == Integer.MAX_VALUE
                && !sorted
                && onFailure == OnFailure.STOP
                && fs.capabilities(root).has(Capability.RECURSIVE_LIST);
    }

    private static int requireDepth(int depth) {
        if (depth < 0) {
            throw new IllegalArgumentException("a depth must not be negative: " + depth);
        }
        return depth;
    }

    FileSystem fs() {
        return fs;
    }

    FsPath root() {
        return root;
    }

    Links links() {
        return links;
    }

    int minDepth() {
        return minDepth;
    }

    boolean isSorted() {
        return sorted;
    }

    boolean enters(FileInfo directory, int depth) {
        return depth < maxDepth && entered.test(directory);
    }

    OnFailure onFailure() {
        return onFailure;
    }

    private static final class Entries extends Spliterators.AbstractSpliterator<FileInfo> {
        private final WalkCursor cursor;

        Entries(WalkCursor cursor) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.cursor = cursor;
        }

        @Override
        public boolean tryAdvance(Consumer<? super FileInfo> action) {
            FileInfo next;
            try {
                next = cursor.next();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            if (next == null) {
                return false;
            }
            action.accept(next);
            return true;
        }
    }
}
