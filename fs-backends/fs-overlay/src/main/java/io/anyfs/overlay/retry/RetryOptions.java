package io.anyfs.overlay.retry;

import java.time.Duration;

/**
 * How often and when calls are made again. Start from {@link #DEFAULT}.
 *
 * @param maxAttempts how often a call is made at most, the first time included, 1 or more
 * @param firstDelay the longest wait before the second attempt; before each further one it is twice as long. What is waited is
 *     between half of that and all of it, by chance
 * @param maxDelay what the doubling ends at
 * @param maxTime no attempt begins later than so long after the first, and no wait is begun that would end later
 * @param ratio how many attempts more than calls there may be in the long run, of all calls together: 0.1 is one in ten. 0 or more
 * @param burst how many attempts more there may be before any ratio, 0 or more
 */
public record RetryOptions(
        int maxAttempts, Duration firstDelay, Duration maxDelay, Duration maxTime, double ratio, int burst) {

    /** Four attempts, after 100 ms and twice that at most, within 30 s; one more attempt for ten calls, and 50 at once. */
    public static final RetryOptions DEFAULT =
            new RetryOptions(4, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(30), 0.1, 50);

    /** Checks the ranges. */
    public RetryOptions {
        if (maxAttempts < 1 || burst < 0 || !(ratio >= 0)) {
            throw new IllegalArgumentException("attempts must be 1 or more, ratio and burst 0 or more: " + maxAttempts
                    + ", " + ratio + ", " + burst);
        }
        if (firstDelay.isNegative() || maxDelay.isNegative() || maxTime.isNegative()) {
            throw new IllegalArgumentException("times must not be negative");
        }
    }

    /** These options with another number of attempts. */
    public RetryOptions withMaxAttempts(int attempts) {
        return new RetryOptions(attempts, firstDelay, maxDelay, maxTime, ratio, burst);
    }

    /** These options with other waits. */
    public RetryOptions withDelays(Duration first, Duration max) {
        return new RetryOptions(maxAttempts, first, max, maxTime, ratio, burst);
    }

    /** These options with another time in which all attempts begin. */
    public RetryOptions withMaxTime(Duration time) {
        return new RetryOptions(maxAttempts, firstDelay, maxDelay, time, ratio, burst);
    }

    /** These options with another budget for all calls together. */
    public RetryOptions withBudget(double newRatio, int newBurst) {
        return new RetryOptions(maxAttempts, firstDelay, maxDelay, maxTime, newRatio, newBurst);
    }
}
