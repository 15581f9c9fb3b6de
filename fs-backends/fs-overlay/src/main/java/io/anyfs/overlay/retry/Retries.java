package io.anyfs.overlay.retry;

import io.anyfs.TransientStorageException;
import io.anyfs.overlay.time.NanoClock;
import io.anyfs.overlay.time.Waiting;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleSupplier;

/** Makes calls, and makes them again as long as the options and the budget of the storage allow. */
final class Retries {

    private final RetryOptions options;
    private final NanoClock clock;
    private final DoubleSupplier random;
    private final RetryBudget budget;

    /** @param random numbers from 0 to 1 */
    Retries(RetryOptions options, NanoClock clock, DoubleSupplier random) {
        this.options = options;
        this.clock = clock;
        this.random = random;
        this.budget = new RetryBudget(options.ratio(), options.burst());
    }

    /** A call. */
    @FunctionalInterface
    interface Work<T> {
        /** Makes it; {@code attempt} counts from 1. */
        T run(int attempt) throws IOException;
    }

    /** Whether a call may be made again although it may have had its effect. */
    @FunctionalInterface
    interface Repeatable {
        /** Throws what the caller is to be told where it may not. */
        void check(TransientStorageException failure) throws IOException;
    }

    /** Makes a call that can be made again whatever became of it. */
    <T> T run(CountDownLatch end, Work<T> work) throws IOException {
        return run(end, work, failure -> {});
    }

    <T> T run(CountDownLatch end, Work<T> work, Repeatable repeatable) throws IOException {
        budget.called();
        long begin = clock.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return work.run(attempt);
            } catch (TransientStorageException failure) {
                pause(end, attempt, begin, failure);
                repeatable.check(failure);
            }
        }
    }

    private void pause(CountDownLatch end, int attempt, long begin, TransientStorageException failure)
            throws IOException {
        long advice = failure.retryAfter().toNanos();
        long wait = Math.max(advice, delay(attempt));
        long spent = clock.nanoTime() - begin;
        if (attempt >= options.maxAttempts() || wait > options.maxTime().toNanos() - spent || !budget.take()) {
            throw failure;
        }
        try {
            Waiting.pass(clock, end, wait, "to try again");
        } catch (IOException ended) {
            ended.addSuppressed(failure);
            throw ended;
        }
    }

    private long delay(int attempt) {
        double doubled = (double) options.firstDelay().toNanos() * Math.pow(2, attempt - 1);
        double longest = Math.min(doubled, (double) options.maxDelay().toNanos());
        return (long) (longest * (0.5 + random.getAsDouble() / 2));
    }
}
