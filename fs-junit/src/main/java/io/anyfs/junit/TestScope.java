package io.anyfs.junit;

import io.anyfs.FileSystem;
import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceNode;
import io.anyfs.served.ServedAddress;
import io.anyfs.served.ServedProtocol;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private final Map<Wanted, TestFileSystem> fileSystems = new LinkedHashMap<>();
    private final Deque<TestFileSystem> youngestFirst = new ArrayDeque<>();
    private final Set<Long> told = ConcurrentHashMap.newKeySet();
    private boolean ended;

    /** The scope of a class, or of a test in that of its class. */
    TestScope(@Nullable TestScope around) {
        this.around = around;
    }

    /** The filesystem that is wanted, opened when it is asked for first. */
    synchronized FileSystem fileSystem(Wanted wanted) throws IOException {
        return opened(wanted).fileSystem();
    }

    /** Where it is served, from now on if it was not yet. */
    synchronized ServedAddress address(Wanted wanted, ServedProtocol protocol) throws IOException {
        return opened(wanted).address(protocol);
    }

    private TestFileSystem opened(Wanted wanted) throws IOException {
        TestFileSystem known = fileSystems.get(wanted);
        if (known == null) {
            known = wanted.open();
            fileSystems.put(wanted, known);
            youngestFirst.push(known);
        }
        return known;
    }

    /**
     * Closes the filesystems.
     *
     * @param who left something open, if anything is
     * @param report shows what is in the filesystems; {@code null} if the test has not failed
     * @return what is to be thrown, with all else that went wrong suppressed; {@code null} if nothing went wrong
     */
    synchronized @Nullable Throwable end(String who, @Nullable FailureReport report) {
        if (ended) {
            return null;
        }
        ended = true;
        youngestFirst.forEach(TestFileSystem::awaitNoSessions);
        List<OpenResource> left = leftInOurs();
        if (report != null) {
            int number = 0;
            for (Map.Entry<Wanted, TestFileSystem> opened : fileSystems.entrySet()) {
                report.add(opened.getKey(), opened.getValue().fileSystem(), ++number);
            }
        }
        Throwable broken = endServers();
        addLeftElsewhere(left);
        left.removeIf(open -> told.contains(open.id()));
        for (TestScope outer = around; outer != null; outer = outer.around) {
            left.forEach(outer::alreadyTold);
        }
        Throwable failure = left.isEmpty() ? broken : both(new LeakedResources(who, left), broken);
        for (TestFileSystem opened : youngestFirst) {
            try {
                opened.close();
            } catch (IOException | RuntimeException | Error unclosed) {
                failure = both(failure, unclosed);
            }
        }
        strict.close();
        return failure;
    }

    private @Nullable Throwable endServers() {
        Throwable failure = null;
        for (TestFileSystem opened : youngestFirst) {
            try {
                opened.endServers();
            } catch (IOException | RuntimeException broken) {
                failure = both(failure, broken);
            }
        }
        return failure;
    }

    private static @Nullable Throwable both(@Nullable Throwable first, @Nullable Throwable second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        first.addSuppressed(second);
        return first;
    }

    /** What is open in our filesystems, whoever opened it. */
    private List<OpenResource> leftInOurs() {
        List<OpenResource> left = new ArrayList<>();
        for (TestFileSystem opened : youngestFirst) {
            left.addAll(opened.left());
        }
        return left;
    }

    /** Adds what this thread opened anywhere else since the beginning. */
    private void addLeftElsewhere(List<OpenResource> left) {
        Set<Long> ours = new HashSet<>();
        for (TestFileSystem opened : youngestFirst) {
            ours.add(opened.fileSystem().node().describe().id());
        }
        left.forEach(told -> ours.add(told.id()));
        for (OpenResource open : ResourceNode.allOpen()) {
            boolean since = open.id() > lastOpenBefore && !open.closing();
            if (since && openedByThisThread(open) && !ours.contains(open.id())) {
                left.add(open);
            }
        }
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
        rethrow(end("a test that could not be set up", null));
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
