package io.anyfs.it.client;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until something has come about, which another thread brings about. */
public final class Await {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private Await() {}

    /** Fails the test if it has not come about within 30 seconds. */
    public static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("not within " + AT_MOST.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
