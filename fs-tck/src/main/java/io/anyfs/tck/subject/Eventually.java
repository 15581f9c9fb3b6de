package io.anyfs.tck.subject;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what happens in its own time, such as a server noticing that a client is gone. */
public final class Eventually {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(2);

    private Eventually() {}

    /** Returns as soon as the condition holds; fails when it still does not at the deadline. */
    public static void holds(Callable<Boolean> condition, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!check(condition)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean check(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception failure) {
            throw new AssertionError("the condition could not be checked", failure);
        }
    }
}
