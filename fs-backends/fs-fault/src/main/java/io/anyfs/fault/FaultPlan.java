package io.anyfs.fault;

import io.anyfs.FsPath;
import io.anyfs.Operation;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which calls go wrong, and which did. Calls are counted for each operation, from 1; every read, write and step of a listing
 * counts. With the same seed and the same calls the same faults fire, whatever the order of different operations.
 *
 * <p>Safe for use by many threads.
 */
public final class FaultPlan {

    /** Of how many faults the plan tells: it may be at work for days. */
    private static final int TOLD = 10_000;

    private final long seed;
    private final List<Rule> rules = new ArrayList<>();
    private final Deque<Fired> fired = new ArrayDeque<>();
    private final List<Gate> gates = new ArrayList<>();
    private final Map<Operation, Integer> calls = new EnumMap<>(Operation.class);

    /**
     * A plan in which nothing goes wrong yet.
     *
     * @param seed decides when {@link #sometimes} is
     */
    public FaultPlan(long seed) {
        this.seed = seed;
    }

    /**
     * A fault that fired.
     *
     * @param operation what was called
     * @param call which call of that operation it was, from 1
     * @param path where
     * @param fault what went wrong
     */
    public record Fired(Operation operation, int call, FsPath path, Fault fault) {
        @Override
        public String toString() {
            return fault + " at call " + call + " of " + operation + ", " + path;
        }
    }

    private sealed interface Rule {
        Operation operation();

        Fault fault();
    }

    private record AtCall(Operation operation, int call, Fault fault) implements Rule {}

    private record Sometimes(Operation operation, double probability, Fault fault) implements Rule {}

    private record FromByte(Operation operation, long position, Fault fault) implements Rule {}

    /**
     * Lets one call go wrong.
     *
     * @param call which call of the operation, from 1
     * @throws IllegalArgumentException if the operation cannot have such a fault
     */
    public synchronized FaultPlan at(int call, Operation operation, Fault fault) {
        return add(new AtCall(operation, call, fault));
    }

    /**
     * Lets every call go wrong with a probability.
     *
     * @param probability from 0 to 1
     * @throws IllegalArgumentException if the operation cannot have such a fault
     */
    public synchronized FaultPlan sometimes(double probability, Operation operation, Fault fault) {
        return add(new Sometimes(operation, probability, fault));
    }

    /**
     * Lets the first read or write go wrong that reaches a byte of a file; what is before it still passes.
     *
     * @param position of the byte, from 0
     */
    public synchronized FaultPlan fromByte(long position, Operation operation, Fault fault) {
        if (operation != Operation.READ && operation != Operation.WRITE) {
            throw new IllegalArgumentException(operation + " moves no bytes");
        }
        return add(new FromByte(operation, position, fault));
    }

    /** The faults that fired, in their order; of more than 10,000 the latest. */
    public synchronized List<Fired> fired() {
        return List.copyOf(fired);
    }

    /** How many calls of an operation there were. */
    public synchronized int calls(Operation operation) {
        return calls.getOrDefault(operation, 0);
    }

    /** The seed, and what fired: what a failing test has to print. */
    @Override
    public synchronized String toString() {
        return "seed " + seed + ", fired " + fired;
    }

    // ---------------------------------------------------------------- for the backend

    /** Counts a call; returns what goes wrong with it. */
    @Nullable
    synchronized Fired next(Operation operation, FsPath path) {
        int call = calls.merge(operation, 1, Integer::sum);
        for (Rule rule : rules) {
            if (rule.operation() == operation && fires(rule, call)) {
                Fired now = new Fired(operation, call, path, rule.fault());
                tell(now);
                return now;
            }
        }
        return null;
    }

    /** How many of the bytes from a position on pass before a fault; all of them if none is planned there. */
    synchronized long passing(Operation operation, long position, long count) {
        long passing = count;
        for (Rule rule : rules) {
            if (rule instanceof FromByte byteRule && rule.operation() == operation) {
                long before = byteRule.position() - position;
                passing = before >= 0 ? Math.min(passing, before) : passing;
            }
        }
        return passing;
    }

    /** Takes the fault that is planned for the byte at a position. */
    @Nullable
    synchronized Fired reach(Operation operation, FsPath path, long position) {
        for (Rule rule : rules) {
            if (rule instanceof FromByte byteRule && rule.operation() == operation && byteRule.position() == position) {
                rules.remove(rule);
                Fired now = new Fired(operation, calls(operation), path, rule.fault());
                tell(now);
                return now;
            }
        }
        return null;
    }

    /** The exception of a fault. */
    IOException exception(Fired now, Fault.Failure failure) {
        return failure.of(
                now.path().toString(),
                "injected: " + now.fault() + " at call " + now.call() + " of " + now.operation() + ", seed " + seed);
    }

    /** Lets delayed calls see that what they were made on is closed. */
    void recheckGates() {
        List<Gate> all;
        synchronized (this) {
            all = List.copyOf(gates);
        }
        all.forEach(Gate::recheck);
    }

    private void tell(Fired now) {
        if (fired.size() == TOLD) {
            fired.removeFirst();
        }
        fired.addLast(now);
    }

    private FaultPlan add(Rule rule) {
        Operation operation = rule.operation();
        Fault fault = rule.fault();
        if (fault instanceof Fault.ShortRead && operation != Operation.READ) {
            throw new IllegalArgumentException("only a read can be short, not " + operation);
        }
        if (fault instanceof Fault.PartialWrite && operation != Operation.WRITE) {
            throw new IllegalArgumentException("only a write can be partial, not " + operation);
        }
        if (fault instanceof Fault.Delay delay) {
            gates.add(delay.gate());
        }
        if (fault instanceof Fault.Pause pause) {
            gates.add(pause.gate());
        }
        rules.add(rule);
        return this;
    }

    private boolean fires(Rule rule, int call) {
        if (rule instanceof AtCall at) {
            return at.call() == call;
        } else if (rule instanceof Sometimes sometimes) {
            long own = seed * 31 + sometimes.operation().name().hashCode() * 1_000_003L + call;
            return new SplittableRandom(own).nextDouble() < sometimes.probability();
        }
        return false;
    }
}
