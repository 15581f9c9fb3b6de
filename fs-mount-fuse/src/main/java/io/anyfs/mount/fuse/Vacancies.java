package io.anyfs.mount.fuse;

import io.anyfs.FsPath;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Names that have just lost a file that is open. Libfuse replaces such a file in two calls, one that takes its name away and one that
 * gives the name to the other file, and takes away the name of a file that is deleted by the same first call. So whoever asks for the
 * name waits until the thread that made the first call has made its next one. A thread with no other call to make lets them wait for
 * some milliseconds. Safe for use by many threads.
 */
final class Vacancies {

    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(20);

    /** Who took the name away. Guarded by this object's lock. */
    private final Map<FsPath, Thread> vacant = new HashMap<>();

    private volatile boolean any;

    /** How many there have been; changed under the lock. */
    private volatile long begun;

    /** The calling thread took this name away. */
    synchronized void begin(FsPath name) {
        vacant.put(name, Thread.currentThread());
        begun = begun + 1;
        any = true;
    }

    /** How many there have been: whoever finds nothing compares with what it was before. */
    long count() {
        return begun;
    }

    /** The calling thread goes on with something else, or is through. */
    void end() {
        if (any) {
            remove(Thread.currentThread());
        }
    }

    private synchronized void remove(Thread thread) {
        vacant.values().removeIf(thread::equals);
        any = !vacant.isEmpty();
        notifyAll();
    }

    /** Waits until it is clear what is called so. */
    void await(FsPath name) {
        if (any) {
            awaitWhile(() -> isTaken(vacant.get(name)));
        }
    }

    /** Waits until it is clear what is in this directory. */
    void awaitIn(FsPath directory) {
        if (any) {
            awaitWhile(() -> vacant.entrySet().stream()
                    .anyMatch(entry -> entry.getKey().parentOrRoot().equals(directory) && isTaken(entry.getValue())));
        }
    }

    private static boolean isTaken(@Nullable Thread thread) {
        return thread != null && !thread.equals(Thread.currentThread());
    }

    private synchronized void awaitWhile(BooleanSupplier unclear) {
        long deadline = System.nanoTime() + PATIENCE;
        while (unclear.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
