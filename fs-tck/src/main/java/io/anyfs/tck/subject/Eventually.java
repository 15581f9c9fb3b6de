package io.anyfs.tck.subject;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what happens in its own time, such as a server noticing that a client is gone. */
public final class Eventually {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(1);

    private Eventually() {}

    /** Returns as soon as the condition holds; fails with this text when it still does not after 30 s. */
    public static void holds(String what, Callable<Boolean> condition) {
        holds(condition, () -> "not within " + DEADLINE.toSeconds() + " s: " + what);
    }

    /** Returns as soon as the condition holds; fails when it still does not after 30 s. */
    public static void holds(Callable<Boolean> condition, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!check(condition)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /**
     * Returns as soon as the condition holds; fails when it does not within a second in which this process runs: what time it
     * spends waiting for a processor does not count.
     */
    public static void holdsWithinASecond(Callable<Boolean> condition, Supplier<String> otherwise) {
        long pauses = Duration.ofSeconds(1).dividedBy(PAUSE);
        for (long paused = 0; paused < pauses; paused++) {
            if (check(condition)) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new AssertionError("not within a second: " + otherwise.get());
    }

    private static boolean check(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception failure) {
            throw new AssertionError("the condition could not be checked", failure);
        }
    }
}
