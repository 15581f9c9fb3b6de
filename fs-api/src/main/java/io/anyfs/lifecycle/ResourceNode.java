package io.anyfs.lifecycle;

import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A place in the ownership tree: one open resource with those that were opened through it. Closing a node closes all below
 * it, the youngest first, then its own resource; every failure is kept.
 *
 * <p>A node never refers to the object that users hold, only to the resource beneath, so that a forgotten object becomes
 * garbage and is noticed. Safe for use by many threads.
 */
public final class ResourceNode extends Sibling {

    private static final int SAMPLE_EVERY = 64;
    private static final Cleaner CLEANER = Cleaner.create(ResourceNode::cleaningThread);
    private static final AtomicLong IDS = new AtomicLong();
    private static final Closeable NOTHING = () -> {};

    /** Owns whatever nobody else owns, and is never closed. */
    private static final ResourceNode PROCESS = new ResourceNode();

    private final long id;
    private final @Nullable ResourceNode parent;
    private final ResourceKind kind;
    private final Object label;
    private final LeakDetection level;
    private final long openedNanos = System.nanoTime();
    private final @Nullable OpeningPlace openedBy;
    private final Closeable resource;

    private Cleaner.@Nullable Cleanable cleanable;
    private volatile boolean closed;

    // The children form a list through their own links, guarded by this node's lock: no allocation for an open and a
    // close.
    private @Nullable Sibling oldest;
    private @Nullable Sibling youngest;

    private ResourceNode() {
        this.id = 0;
        this.parent = null;
        this.kind = ResourceKind.OTHER;
        this.label = "process";
        this.level = LeakDetection.OFF;
        this.openedBy = null;
        this.resource = NOTHING;
    }

    private ResourceNode(ResourceNode parent, ResourceKind kind, Object label, Closeable resource) {
        this.id = IDS.incrementAndGet();
        this.parent = parent;
        this.kind = kind;
        this.label = label;
        this.level = LeakDetection.current();
        this.openedBy =
                remembersPlace(level) ? new OpeningPlace(Thread.currentThread().getName()) : null;
        this.resource = resource;
    }

    private static boolean remembersPlace(LeakDetection level) {
        return switch (level) {
            case OFF -> false;
            case SAMPLED -> ThreadLocalRandom.current().nextInt(SAMPLE_EVERY) == 0;
            case FULL, STRICT -> true;
        };
    }

    private static Thread cleaningThread(Runnable work) {
        Thread thread = new Thread(work, "anyfs-cleaner");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A node that nobody owns.
     *
     * @param label tells what it is by its {@code toString}, which is called only when somebody asks
     * @param resource closed with the node, once
     */
    public static ResourceNode root(ResourceKind kind, Object label, Closeable resource) {
        ResourceNode root = PROCESS.open(kind, label, resource);
        if (root == null) {
            throw new IllegalStateException("the process node is never closed");
        }
        return root;
    }

    /** All that is open in the process, owners before what they own. */
    public static List<OpenResource> allOpen() {
        return PROCESS.openBelow();
    }

    /**
     * A node below this one.
     *
     * @param childLabel tells what it is by its {@code toString}, which is called only when somebody asks
     * @param childResource closed with the node, once
     * @return the node; {@code null} if this one is closed, and then the resource is still the caller's to close
     */
    public @Nullable ResourceNode open(ResourceKind childKind, Object childLabel, Closeable childResource) {
        ResourceNode child = new ResourceNode(this, childKind, childLabel, childResource);
        synchronized (this) {
            if (closed) {
                return null;
            }
            append(child);
        }
        return child;
    }

    /** Closes and reports this node when {@code holder}, the object that users hold, becomes garbage before it was closed. */
    public void watch(Object holder) {
        if (level != LeakDetection.OFF) {
            cleanable = CLEANER.register(holder, this::leaked);
        }
    }

    /** Whether the node is closed, or has begun to be. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Closes all below this node, the youngest first, then its resource. A second call does nothing.
     *
     * @throws IOException the first failure, with all others suppressed
     * @throws ResourceLeakException at level {@link LeakDetection#STRICT} if a read, write or listing below was open and
     *     nothing else failed
     */
    public void close() throws IOException {
        if (!begin()) {
            return;
        }
        List<OpenResource> left = level == LeakDetection.STRICT ? handlesBelow() : List.of();
        left.forEach(leak -> Leaks.report(new ResourceLeak(leak, ResourceLeak.Cause.OWNER_CLOSED)));
        IOException failure = closeBelow(null);
        failure = closeOwn(failure);
        if (failure == null && !left.isEmpty()) {
            failure = new ResourceLeakException(label.toString(), left);
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Takes the node out of the tree without closing its resource, which has come to its end by other means. What is below
     * it must be closed already.
     *
     * @return whether this call did it; false if the node was closed before
     */
    public boolean release() {
        if (!begin()) {
            return false;
        }
        leaveTree();
        return true;
    }

    /** All that is open below this node, owners before what they own. */
    public List<OpenResource> openBelow() {
        List<OpenResource> open = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(this)) {
            for (ResourceNode node = walk.next(); node != null; node = walk.next()) {
                open.add(node.describe());
            }
        }
        return List.copyOf(open);
    }

    /** This node as others see it. */
    public OpenResource describe() {
        Duration age = Duration.ofNanos(System.nanoTime() - openedNanos);
        long parentId = parent == null ? 0 : parent.id;
        return new OpenResource(
                id, parentId, kind, label.toString(), owner(), Instant.now().minus(age), age, openedBy);
    }

    private String owner() {
        for (ResourceNode node = this; node != null && node != PROCESS; node = node.parent) {
            boolean ownsForItself = switch (node.kind) {
                case READ, WRITE, LISTING, OTHER -> false;
                case FILE_SYSTEM, BORROW, SERVER, SESSION -> true;
            };
            if (ownsForItself) {
                return node.label.toString();
            }
        }
        return PROCESS.label.toString();
    }

    private synchronized boolean begin() {
        if (closed) {
            return false;
        }
        closed = true;
        return true;
    }

    private @Nullable IOException closeBelow(@Nullable IOException failure) {
        IOException failures = failure;
        for (ResourceNode child : children()) {
            if (child.begin()) {
                failures = child.closeOwn(child.closeBelow(failures));
            }
        }
        return failures;
    }

    private @Nullable IOException closeOwn(@Nullable IOException earlier) {
        try {
            resource.close();
            return earlier;
        } catch (IOException failure) {
            return joined(earlier, failure);
        } catch (RuntimeException | Error failure) {
            return joined(earlier, new IOException("closing " + label + " failed", failure));
        } finally {
            leaveTree();
        }
    }

    private static IOException joined(@Nullable IOException earlier, IOException failure) {
        if (earlier == null) {
            return failure;
        }
        earlier.addSuppressed(failure);
        return earlier;
    }

    private void leaveTree() {
        ResourceNode owner = parent;
        if (owner != null) {
            synchronized (owner) {
                owner.unlink(this);
            }
        }
        if (cleanable != null) {
            cleanable.clean();
        }
    }

    /** Runs when the holder became garbage, and once more, without effect, after every proper close. */
    private void leaked() {
        if (closed) {
            return;
        }
        OpenResource leak = describe();
        if (!begin()) {
            return;
        }
        Leaks.report(new ResourceLeak(leak, ResourceLeak.Cause.GARBAGE));
        IOException failure = closeOwn(closeBelow(null));
        if (failure != null) {
            System.getLogger(ResourceNode.class.getName())
                    .log(System.Logger.Level.WARNING, "closing a leaked resource failed: " + leak, failure);
        }
    }

    /** A copy, the youngest first. */
    private synchronized List<ResourceNode> children() {
        List<ResourceNode> children = new ArrayList<>();
        for (Sibling child = youngest; child != null; child = child.older) {
            if (child instanceof ResourceNode node) {
                children.add(node);
            }
        }
        return children;
    }

    // ---------------------------------------------------------------- for walks

    /** The node that owns whatever nobody else owns. */
    static ResourceNode process() {
        return PROCESS;
    }

    /** Marks the old and the young end of the list of children; false, with nothing marked, if there are none. */
    synchronized boolean mark(Sibling oldEnd, Sibling youngEnd) {
        if (oldest == null) {
            return false;
        }
        insertBefore(oldest, oldEnd);
        append(youngEnd);
        return true;
    }

    /** The next children behind the mark, which moves behind them; none at the end. */
    synchronized List<ResourceNode> advance(Sibling mark, Sibling end, int most) {
        List<ResourceNode> next = new ArrayList<>();
        Sibling at = mark.younger;
        for (; at != null && at != end && next.size() < most; at = at.younger) {
            if (at instanceof ResourceNode node) {
                next.add(node);
            }
        }
        unlink(mark);
        if (at == null) {
            append(mark);
        } else {
            insertBefore(at, mark);
        }
        return next;
    }

    /** Takes the marks out of the list. */
    synchronized void unmark(Sibling oldEnd, Sibling youngEnd) {
        unlink(oldEnd);
        unlink(youngEnd);
    }

    private void append(Sibling child) {
        child.older = youngest;
        if (youngest != null) {
            youngest.younger = child;
        } else {
            oldest = child;
        }
        youngest = child;
    }

    private void insertBefore(Sibling next, Sibling child) {
        child.older = next.older;
        child.younger = next;
        if (next.older != null) {
            next.older.younger = child;
        } else {
            oldest = child;
        }
        next.older = child;
    }

    private void unlink(Sibling child) {
        if (child.younger != null) {
            child.younger.older = child.older;
        } else {
            youngest = child.older;
        }
        if (child.older != null) {
            child.older.younger = child.younger;
        } else {
            oldest = child.younger;
        }
        child.younger = null;
        child.older = null;
    }

    private List<OpenResource> handlesBelow() {
        return openBelow().stream()
                .filter(open -> open.kind() == ResourceKind.READ
                        || open.kind() == ResourceKind.WRITE
                        || open.kind() == ResourceKind.LISTING)
                .toList();
    }
}
