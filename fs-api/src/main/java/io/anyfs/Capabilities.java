package io.anyfs;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a filesystem can do at a path, and its numeric limits. Immutable.
 *
 * <p>The answer is the effective one: what a read-only view takes away is not in its set, whatever the storage can.
 */
public final class Capabilities {

    private final Set<Capability> set;
    private final Limits limits;
    private final @Nullable Object part;

    private Capabilities(Set<Capability> set, Limits limits, @Nullable Object part) {
        this.set = Collections.unmodifiableSet(set);
        this.limits = limits;
        this.part = part;
    }

    /** The given capabilities within the given limits. */
    public static Capabilities of(Limits limits, Capability... capabilities) {
        EnumSet<Capability> set = EnumSet.noneOf(Capability.class);
        set.addAll(Arrays.asList(capabilities));
        return new Capabilities(set, limits, null);
    }

    /** All capabilities there are, within the given limits. */
    public static Capabilities all(Limits limits) {
        return new Capabilities(EnumSet.allOf(Capability.class), limits, null);
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
        return new Capabilities(rest, limits, part);
    }

    /** These and some more. */
    public Capabilities with(Capability... added) {
        EnumSet<Capability> more = copy();
        more.addAll(Arrays.asList(added));
        return new Capabilities(more, limits, part);
    }

    /** The same capabilities within other limits. */
    public Capabilities within(Limits newLimits) {
        return new Capabilities(set, newLimits, part);
    }

    /**
     * The same in a part of a filesystem that consists of several storages, none of which copies into another's part. What is
     * in a part already stays in that one, which is smaller.
     *
     * @param newPart told from others by its identity
     */
    public Capabilities inPart(Object newPart) {
        return part != null ? this : new Capabilities(set, limits, newPart);
    }

    /**
     * Whether the storage copies files by itself from where these hold to where others do, in the same filesystem: both have
     * {@link Capability#COPY} and are of the same part. Otherwise the bytes pass through this process.
     */
    public boolean copiesTo(Capabilities target) {
        return has(Capability.COPY) && target.has(Capability.COPY) && part == target.part;
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
