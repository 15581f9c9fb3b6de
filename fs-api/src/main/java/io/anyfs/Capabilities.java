package io.anyfs;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a filesystem can do at a path, and its numeric limits. Immutable.
 *
 * <p>The answer is the effective one: what a read-only view takes away is not in its set, whatever the storage can.
 */
public final class Capabilities {

    private final Set<Capability> set;
    private final Limits limits;

    private Capabilities(Set<Capability> set, Limits limits) {
        this.set = Collections.unmodifiableSet(set);
        this.limits = limits;
    }

    /** The given capabilities within the given limits. */
    public static Capabilities of(Limits limits, Capability... capabilities) {
        EnumSet<Capability> set = EnumSet.noneOf(Capability.class);
        set.addAll(Arrays.asList(capabilities));
        return new Capabilities(set, limits);
    }

    /** All capabilities there are, within the given limits. */
    public static Capabilities all(Limits limits) {
        return new Capabilities(EnumSet.allOf(Capability.class), limits);
    }

    /** Whether the capability is there. */
    public boolean has(Capability capability) {
        return set.contains(capability);
    }

    /** Whether all of the capabilities are there. */
    public boolean hasAll(Set<Capability> capabilities) {
        return set.containsAll(capabilities);
    }

    /** The capabilities, in the order of their declaration. */
    public Set<Capability> asSet() {
        return set;
    }

    /** The numeric limits. */
    public Limits limits() {
        return limits;
    }

    /** These without some. */
    public Capabilities without(Capability... removed) {
        EnumSet<Capability> rest = copy();
        rest.removeAll(Arrays.asList(removed));
        return new Capabilities(rest, limits);
    }

    /** These and some more. */
    public Capabilities with(Capability... added) {
        EnumSet<Capability> more = copy();
        more.addAll(Arrays.asList(added));
        return new Capabilities(more, limits);
    }

    /** The same capabilities within other limits. */
    public Capabilities within(Limits newLimits) {
        return new Capabilities(set, newLimits);
    }

    private EnumSet<Capability> copy() {
        EnumSet<Capability> copy = EnumSet.noneOf(Capability.class);
        copy.addAll(set);
        return copy;
    }

    @Override
    public String toString() {
        return set + " within " + limits;
    }

    /**
     * What a storage can hold at most.
     *
     * @param maxNameBytes the longest name, in bytes of UTF-8
     * @param maxPathBytes the longest path, in bytes of UTF-8 with its slashes
     * @param maxFileSize the largest file, in bytes
     * @param timestampPrecision the steps in which times are kept
     */
    public record Limits(int maxNameBytes, int maxPathBytes, long maxFileSize, Duration timestampPrecision) {

        /** No limit but what the types can express; times to the nanosecond. */
        public static final Limits NONE =
                new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, Duration.ofNanos(1));

        /** What POSIX systems have: names of 255 bytes, files of 2^63-1, times to the nanosecond. */
        public static final Limits POSIX = new Limits(255, Integer.MAX_VALUE, Long.MAX_VALUE, Duration.ofNanos(1));

        /** These limits with another precision of times. */
        public Limits withTimestampPrecision(Duration precision) {
            return new Limits(maxNameBytes, maxPathBytes, maxFileSize, precision);
        }
    }
}
