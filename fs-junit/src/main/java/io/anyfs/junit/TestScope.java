package io.anyfs.junit;

import io.anyfs.FileSystem;
import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the extension keeps for one test, or for one class: the filesystems that it has opened, and what was open before. */
final class TestScope implements AutoCloseable {

    private final @Nullable TestScope around;
    private final StrictDetection strict = StrictDetection.begin();
    private final String thread = Thread.currentThread().getName();
    private final long lastOpenBefore = lastOpen();
    private final Map<AnyfsExtension.Wanted, TestFileSystem> fileSystems = new HashMap<>();
    private final Deque<TestFileSystem> youngestFirst = new ArrayDeque<>();
    private final Set<Long> told = ConcurrentHashMap.newKeySet();
    private boolean ended;

    /** The scope of a class, or of a test in that of its class. */
    TestScope(@Nullable TestScope around) {
        this.around = around;
    }

    /** The filesystem of this URL and name, opened when it is asked for first. */
    synchronized FileSystem fileSystem(AnyfsExtension.Wanted wanted) throws IOException {
        TestFileSystem known = fileSystems.get(wanted);
        if (known == null) {
            known = TestFileSystem.open(wanted.url());
            fileSystems.put(wanted, known);
            youngestFirst.push(known);
        }
        return known.fileSystem();
    }

    /**
     * Closes the filesystems.
     *
     * @param who left something open, if anything is
     * @return what is to be thrown, with all else that went wrong suppressed; {@code null} if nothing went wrong
     */
    synchronized @Nullable Throwable end(String who) {
        if (ended) {
            return null;
        }
        ended = true;
        List<OpenResource> left = left();
        for (TestScope outer = around; outer != null; outer = outer.around) {
            left.forEach(outer::alreadyTold);
        }
        Throwable failure = left.isEmpty() ? null : new LeakedResources(who, left);
        for (TestFileSystem opened : youngestFirst) {
            try {
                opened.close();
            } catch (IOException | RuntimeException | Error broken) {
                if (failure == null) {
                    failure = broken;
                } else {
                    failure.addSuppressed(broken);
                }
            }
        }
        strict.close();
        return failure;
    }

    /** What is open in our filesystems, whoever opened it, and what this thread opened anywhere else since the beginning. */
    private List<OpenResource> left() {
        List<OpenResource> left = new ArrayList<>();
        Set<Long> ours = new HashSet<>();
        for (TestFileSystem opened : youngestFirst) {
            ours.add(opened.fileSystem().node().describe().id());
            left.addAll(opened.left());
        }
        left.forEach(told -> ours.add(told.id()));
        for (OpenResource open : ResourceNode.allOpen()) {
            boolean since = open.id() > lastOpenBefore && !open.closing();
            if (since && openedByThisThread(open) && !ours.contains(open.id())) {
                left.add(open);
            }
        }
        left.removeIf(open -> told.contains(open.id()));
        return left;
    }

    private void alreadyTold(OpenResource leak) {
        told.add(leak.id());
    }

    private boolean openedByThisThread(OpenResource open) {
        return !thread.isEmpty()
                && open.openedBy() != null
                && open.openedBy().threadName().equals(thread);
    }

    /** Numbers grow, so whatever is opened from now on has a greater one. */
    private static long lastOpen() {
        return ResourceNode.allOpen().stream().mapToLong(OpenResource::id).max().orElse(0);
    }

    /** JUnit calls it last and in any case, also where a constructor failed and no callback is called any more. */
    @Override
    public void close() throws IOException {
        rethrow(end("a test that could not be set up"));
    }

    /** Throws what went wrong, if anything did: nothing but these kinds. */
    static void rethrow(@Nullable Throwable failure) throws IOException {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof IOException exception) {
            throw exception;
        }
    }
}
