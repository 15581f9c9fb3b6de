package io.anyfs.tck.subject;

import io.anyfs.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs things at the same moment and collects how each of them ended. */
public final class Race {

    private static final long DEADLINE_SECONDS = 60;

    private Race() {}

    /**
     * How a runner ended.
     *
     * @param value what it returned
     * @param failure what it threw; {@code null} if it returned
     */
    public record Outcome<T>(@Nullable T value, @Nullable Throwable failure) {
        /** Whether it returned. */
        public boolean succeeded() {
            return failure == null;
        }
    }

    /** Lets all start together, each on a thread of its own, and waits for all. */
    public static <T> List<Outcome<T>> run(List<Callable<T>> runners) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(runners.size());
        ExecutorService threads = Executors.newFixedThreadPool(runners.size());
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> runner : runners) {
                futures.add(threads.submit(() -> {
                    start.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
                    return runner.call();
                }));
            }
            List<Outcome<T>> outcomes = new ArrayList<>();
            for (Future<T> future : futures) {
                outcomes.add(outcome(future));
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    /** As {@link #run}, the same runner several times; it gets its number, from 0. */
    public static <T> List<Outcome<T>> run(int runners, Numbered<T> runner) throws InterruptedException {
        List<Callable<T>> all = new ArrayList<>();
        for (int i = 0; i < runners; i++) {
            int number = i;
            all.add(() -> runner.call(number));
        }
        return run(all);
    }

    /** A runner that knows its number. */
    @FunctionalInterface
    public interface Numbered<T> {
        /** Runs. */
        T call(int number) throws Exception;
    }

    /** Fails with the first unexpected failure. */
    public static <T> void assertAllSucceeded(List<Outcome<T>> outcomes) {
        for (Outcome<T> outcome : outcomes) {
            if (outcome.failure() != null) {
                throw new AssertionError("a runner failed", outcome.failure());
            }
        }
    }

    /** Fails unless one runner has returned its number, and all others have failed as losers do. Returns that number. */
    public static int onlyWinner(List<Outcome<Integer>> outcomes, ErrorKind losersGet) {
        int winner = -1;
        for (int number = 0; number < outcomes.size(); number++) {
            if (outcomes.get(number).succeeded()) {
                if (winner >= 0) {
                    throw new AssertionError("two winners: " + winner + " and " + number);
                }
                winner = number;
            } else {
                assertLost(outcomes.get(number), Set.of(losersGet));
            }
        }
        if (winner < 0) {
            throw new AssertionError("nobody won: " + outcomes);
        }
        return winner;
    }

    /** Fails unless the runner has failed, in one of these ways. */
    public static void assertLost(Outcome<?> loser, Set<ErrorKind> kinds) {
        Throwable failure = loser.failure();
        if (failure == null || !kinds.contains(ErrorKind.of(failure))) {
            throw new AssertionError("expected one of " + kinds, failure);
        }
    }

    private static <T> Outcome<T> outcome(Future<T> future) throws InterruptedException {
        try {
            return new Outcome<>(future.get(DEADLINE_SECONDS, TimeUnit.SECONDS), null);
        } catch (ExecutionException failed) {
            return new Outcome<>(null, failed.getCause());
        } catch (TimeoutException stuck) {
            throw new AssertionError("a runner did not end within " + DEADLINE_SECONDS + " s", stuck);
        }
    }
}
