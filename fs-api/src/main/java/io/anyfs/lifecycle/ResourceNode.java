package io.anyfs.lifecycle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A place in the ownership tree: one open resource with those that were opened through it. Closing a node closes all below
 * it, the youngest first, then its own resource; every failure is kept. When the resource of a node is closed, all below it
 * have been closed, also those that other threads were closing at the time: the closing waits for them.
 *
 * <p>A node never refers to the object that users hold, only to the resource beneath, so that a forgotten object becomes
 * garbage and is noticed. Safe for use by many threads. No lock is held while a resource is closed or a label is asked.
 */
public final class ResourceNode extends Owner {

    private static final int SAMPLE_EVERY = 64;
    private static final AtomicLong IDS = new AtomicLong();
    private static final Closeable NOTHING = () -> {};

    /** In place of the closing thread when that has done its work. */
    private static final Object CLOSED = "closed";

    private static final VarHandle CLOSER;

    static {
        try {
            CLOSER = MethodHandles.lookup().findVarHandle(ResourceNode.class, "closer", Object.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

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

    /** Kept by the node, and the node by the tree, for as long as there is something to notice. */
    private volatile @Nullable GarbageWatch watch;

    /** {@code null} while open, then the thread that closes the node, then {@link #CLOSED}. */
    private volatile @Nullable Object closer;

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

    /** The node that owns whatever nobody else owns. */
    static ResourceNode process() {
        return PROCESS;
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
            // Whoever closes this node says so first and takes the lock then, so no child comes after the last look.
            if (closer != null) {
                return null;
            }
            append(child);
        }
        return child;
    }

    /**
     * Closes and reports this node when {@code holder}, the object that users hold, becomes garbage before it was closed. For
     * one holder; a second one takes its place.
     */
    public void watch(Object holder) {
        if (level != LeakDetection.OFF && closer == null) {
            watch = new GarbageWatch(holder, this);
        }
    }

    /** Whether the node is closed, or has begun to be. */
    public boolean isClosed() {
        return closer != null;
    }

    /**
     * Closes all below this node, the youngest first, then its resource. A second call does nothing, and does not wait for
     * the first.
     *
     * @throws IOException the first failure, with all others suppressed
     * @throws InterruptedIOException if the thread was interrupted while it waited for others to close what is below; then
     *     everything else has been closed all the same, and the thread is still interrupted
     * @throws ResourceLeakException at level {@link LeakDetection#STRICT} if a read, write or listing below was open and
     *     nothing else failed; else it is suppressed
     */
    public void close() throws IOException {
        if (!begin()) {
            return;
        }
        boolean strict = level == LeakDetection.STRICT;
        List<OpenResource> left = strict ? new ArrayList<>() : List.of();
        IOException failure = closeTree(strict ? ResourceNode::isHandle : node -> false, left);
        if (!left.isEmpty()) {
            failure = joined(failure, new ResourceLeakException(labelText(), left));
            left.forEach(leak -> Leaks.report(new ResourceLeak(leak, ResourceLeak.Cause.OWNER_CLOSED)));
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

    /** All that is open below this node, owners before what they own; also what is just being closed. */
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
        return describe(closer != null);
    }

    private OpenResource describe(boolean closing) {
        Duration age = Duration.ofNanos(System.nanoTime() - openedNanos);
        long parentId = parent == null ? 0 : parent.id;
        Instant openedAt = Instant.now().minus(age);
        return new OpenResource(id, parentId, kind, labelText(), owner(), openedAt, age, closing, openedBy);
    }

    private String owner() {
        for (ResourceNode node = this; node != null && node != PROCESS; node = node.parent) {
            boolean ownsForItself = switch (node.kind) {
                case READ, WRITE, LISTING, OTHER -> false;
                case FILE_SYSTEM, BORROW, SERVER, SESSION -> true;
            };
            if (ownsForItself) {
                return node.labelText();
            }
        }
        return PROCESS.labelText();
    }

    /** A label is somebody else's code, and one that fails must not hide all others, or keep anything from being closed. */
    private String labelText() {
        try {
            String text = label.toString();
            return text == null ? "null" : text;
        } catch (RuntimeException | StackOverflowError failure) {
            return "(" + label.getClass().getName() + " failed: "
                    + failure.getClass().getName() + ")";
        }
    }

    private boolean begin() {
        return CLOSER.compareAndSet(this, null, Thread.currentThread());
    }

    private boolean isHandle() {
        return switch (kind) {
            case READ, WRITE, LISTING -> true;
            case FILE_SYSTEM, BORROW, SERVER, SESSION, OTHER -> false;
        };
    }

    /**
     * Closes all below and then this node, which has begun. Without recursion: a chain of borrows may be long.
     *
     * @param wanted which of those that this call closes below go into {@code described}
     */
    private @Nullable IOException closeTree(Predicate<ResourceNode> wanted, List<OpenResource> described) {
        IOException failure = null;
        ResourceNode node = this;
        while (true) {
            ResourceNode child = null;
            try {
                child = node.beginYoungest();
            } catch (InterruptedIOException interrupted) {
                failure = joined(failure, interrupted);
            }
            if (child != null) {
                if (wanted.test(child)) {
                    described.add(child.describe(false)); // as it was until now
                }
                node = child;
            } else {
                failure = node.closeOwn(failure);
                if (node == this || node.parent == null) {
                    return failure;
                }
                node = node.parent;
            }
        }
    }

    /** Begins the youngest child that is open. If there is none, waits for those that other threads are closing. */
    private synchronized @Nullable ResourceNode beginYoungest() throws InterruptedIOException {
        while (true) {
            ResourceNode busy = null;
            for (Sibling sibling = youngest; sibling != null; sibling = sibling.older) {
                if (sibling instanceof ResourceNode child) {
                    if (child.begin()) {
                        return child;
                    }
                    // A resource that closes its owner while it is being closed must not wait for itself.
                    if (child.closer != Thread.currentThread()) {
                        busy = child;
                    }
                }
            }
            if (busy == null) {
                return null;
            }
            try {
                wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw (InterruptedIOException)
                        new InterruptedIOException("interrupted while another thread was closing what it owns: "
                                        + busy.kind + " " + busy.id)
                                .initCause(interrupted);
            }
        }
    }

    private @Nullable IOException closeOwn(@Nullable IOException earlier) {
        try {
            resource.close();
            return earlier;
        } catch (IOException failure) {
            return joined(earlier, failure);
        } catch (RuntimeException | Error failure) {
            return joined(earlier, new IOException("closing " + labelText() + " failed", failure));
        } finally {
            leaveTree();
        }
    }

    private static IOException joined(@Nullable IOException earlier, IOException failure) {
        if (earlier == null) {
            return failure;
        }
        // A storage may throw the same failure again and again, and nothing can suppress itself.
        if (earlier != failure) {
            earlier.addSuppressed(failure);
        }
        return earlier;
    }

    private void leaveTree() {
        ResourceNode owner = parent;
        if (owner != null) {
            synchronized (owner) {
                owner.unlink(this);
                if (owner.closer != null) {
                    owner.notifyAll();
                }
            }
        }
        closer = CLOSED;
        watch = null;
    }

    /** Closes and reports this node, whose holder is garbage. */
    void leaked() {
        if (!begin()) {
            return;
        }
        OpenResource leak = describe(false);
        // What is below is garbage too, and nobody else will notice what is closed here.
        List<OpenResource> below = new ArrayList<>();
        IOException failure = closeTree(node -> node.watch != null, below);
        Leaks.report(new ResourceLeak(leak, ResourceLeak.Cause.GARBAGE));
        below.forEach(child -> Leaks.report(new ResourceLeak(child, ResourceLeak.Cause.GARBAGE)));
        if (failure != null) {
            System.getLogger(ResourceNode.class.getName())
                    .log(System.Logger.Level.WARNING, "closing a leaked resource failed: " + leak, failure);
        }
    }
}
