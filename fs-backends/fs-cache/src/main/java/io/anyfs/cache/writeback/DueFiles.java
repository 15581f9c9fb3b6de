package io.anyfs.cache.writeback;

import io.anyfs.cache.writeback.PendingFile.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that are to be uploaded next, by when. Guarded by the lock of {@link PendingFiles}. */
final class DueFiles {

    /** Times are compared as distances from here, as those of {@link System#nanoTime} may overflow. */
    private static final long ORIGIN = System.nanoTime();

    private final PriorityQueue<PendingFile> queue =
            new PriorityQueue<>(Comparator.comparingLong((PendingFile file) -> file.due - ORIGIN));

    /** Lets a file wait for so long. */
    void add(PendingFile file, long nanos) {
        file.state = State.WAITING;
        file.due = System.nanoTime() + nanos;
        queue.add(file);
    }

    void remove(PendingFile file) {
        queue.remove(file);
    }

    /** The file that is due first; {@code null} if none waits. */
    @Nullable
    PendingFile first() {
        return queue.peek();
    }

    /** Makes those of these files that wait due now. */
    void hurry(Set<PendingFile> files) {
        List<PendingFile> waiting = new ArrayList<>();
        queue.removeIf(file -> files.contains(file) && waiting.add(file));
        waiting.forEach(file -> add(file, 0));
    }
}
