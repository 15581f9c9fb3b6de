package io.anyfs.s3.testing;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Decides which requests fail and how. It counts from when it was made, so that each serves one wire. */
@FunctionalInterface
public interface FaultRule {

    /** The fault for the next request, which is of this operation. Called once for each request, by many threads. */
    Optional<Fault> next(S3Operation operation);

    /**
     * The Nth request of an operation fails.
     *
     * @param nth which one, from 1
     */
    static FaultRule at(int nth, S3Operation operation, Fault fault) {
        return counting(operation::equals, count -> count == nth, fault);
    }

    /**
     * The Nth request of any operation fails.
     *
     * @param nth which one, from 1
     */
    static FaultRule at(int nth, Fault fault) {
        return counting(any -> true, count -> count == nth, fault);
    }

    /**
     * The Nth request of an operation fails, and all later ones.
     *
     * @param nth which one, from 1
     */
    static FaultRule from(int nth, S3Operation operation, Fault fault) {
        return counting(operation::equals, count -> count >= nth, fault);
    }

    /**
     * The Nth request of any operation fails, and all later ones.
     *
     * @param nth which one, from 1
     */
    static FaultRule from(int nth, Fault fault) {
        return counting(any -> true, count -> count >= nth, fault);
    }

    /**
     * Some of all requests fail; the same seed chooses the same ones, if the requests come in the same order.
     *
     * @param rate the share that fails, 0 to 1
     * @param faults what happens to them, each as often as the others
     */
    static FaultRule random(long seed, double rate, Fault... faults) {
        Random random = new Random(seed);
        List<Fault> choices = List.of(faults);
        return operation -> {
            synchronized (random) {
                return random.nextDouble() < rate
                        ? Optional.of(choices.get(random.nextInt(choices.size())))
                        : Optional.empty();
            }
        };
    }

    private static FaultRule counting(Predicate<S3Operation> counts, Predicate<Integer> fails, Fault fault) {
        AtomicInteger seen = new AtomicInteger();
        return operation ->
                counts.test(operation) && fails.test(seen.incrementAndGet()) ? Optional.of(fault) : Optional.empty();
    }
}
