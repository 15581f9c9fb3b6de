package io.anyfs.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a dump says of leaks: what is old, what there is much of, and, compared with an older dump of the same process, what
 * grows and what stays. Needs no running process. Immutable.
 */
public final class DumpAnalysis {

    private static final double MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

    private final ResourceDump dump;
    private final @Nullable ResourceDump older;

    /** By what resources are put together. */
    public enum Grouping {
        /** What sort of thing it is. */
        KIND,
        /** On whose behalf it is open. */
        OWNER,
        /** Where it was opened. */
        PLACE
    }

    /**
     * Resources that have something in common.
     *
     * @param name what they have in common
     * @param count how many they are
     * @param oldest the age of the oldest
     */
    public record Group(String name, long count, Duration oldest) {}

    /**
     * How a group has changed between two dumps.
     *
     * @param name what the group has in common
     * @param before how many there were
     * @param now how many there are
     * @param perHour by how many they grew in an hour, on average
     */
    public record Growth(String name, long before, long now, double perHour) {

        /** How many more there are; negative if there are fewer. */
        public long change() {
            return now - before;
        }
    }

    private DumpAnalysis(ResourceDump dump, @Nullable ResourceDump older) {
        this.dump = dump;
        this.older = older;
    }

    /** Analyses one dump. */
    public static DumpAnalysis of(ResourceDump dump) {
        return new DumpAnalysis(dump, null);
    }

    /**
     * Compares a dump with an older one of the same process.
     *
     * @throws IllegalArgumentException if they are of different processes, or in the wrong order; the message is for users
     */
    public static DumpAnalysis of(ResourceDump newer, ResourceDump older) {
        if (!newer.header().run().equals(older.header().run())) {
            throw new IllegalArgumentException("the dumps are of different processes (process "
                    + newer.header().pid() + " and process " + older.header().pid()
                    + ", or one that was restarted), so they cannot be compared");
        }
        if (!newer.header().writtenAt().isAfter(older.header().writtenAt())) {
            throw new IllegalArgumentException("the first dump must be the newer one: it is of "
                    + newer.header().writtenAt() + ", the second of "
                    + older.header().writtenAt());
        }
        return new DumpAnalysis(newer, older);
    }

    /** The dump, the newer one of two. */
    public ResourceDump dump() {
        return dump;
    }

    /** The dump that it is compared with, if any. */
    public @Nullable ResourceDump older() {
        return older;
    }

    /** The resources that have been open longest, the oldest first. */
    public List<DumpedResource> oldest(int most) {
        return oldest(dump.resources(), most);
    }

    /** All resources in groups, the largest group first. */
    public List<Group> totals(Grouping grouping) {
        Map<String, Group> groups = groups(dump, grouping);
        List<Group> sorted = new ArrayList<>(groups.values());
        sorted.sort(Comparator.comparingLong(Group::count).reversed().thenComparing(Group::name));
        return sorted;
    }

    /** The groups that have changed since the older dump, the fastest growing first. Empty if there is no older one. */
    public List<Growth> growth(Grouping grouping) {
        if (older == null) {
            return List.of();
        }
        double hours = between(older).toMillis() / MILLIS_PER_HOUR;
        Map<String, Group> then = groups(older, grouping);
        Map<String, Group> now = groups(dump, grouping);
        Set<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        List<Growth> growths = new ArrayList<>();
        for (String name : names) {
            long before = count(then.get(name));
            long after = count(now.get(name));
            if (before != after) {
                growths.add(new Growth(name, before, after, (after - before) / hours));
            }
        }
        growths.sort(Comparator.comparingLong(Growth::change).reversed());
        return growths;
    }

    /** What was open in the older dump and still is, the oldest first. Empty if there is no older one. */
    public List<DumpedResource> inBoth(int most) {
        return oldest(allInBoth(), most);
    }

    /** How many were open in the older dump and still are; 0 if there is no older one. */
    public long countInBoth() {
        return allInBoth().size();
    }

    private List<DumpedResource> allInBoth() {
        if (older == null) {
            return List.of();
        }
        Set<Long> before = new HashSet<>();
        older.resources().forEach(resource -> before.add(resource.id()));
        return dump.resources().stream()
                .filter(resource -> before.contains(resource.id()))
                .toList();
    }

    private Duration between(ResourceDump earlier) {
        Duration between =
                Duration.between(earlier.header().writtenAt(), dump.header().writtenAt());
        // Of two dumps within a millisecond no rate can be told.
        return between.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : between;
    }

    private static List<DumpedResource> oldest(List<DumpedResource> resources, int most) {
        return resources.stream()
                .sorted(Comparator.comparing(DumpedResource::age).reversed().thenComparing(DumpedResource::id))
                .limit(most)
                .toList();
    }

    private static Map<String, Group> groups(ResourceDump dump, Grouping grouping) {
        // A stack is the same object in all that were opened by it.
        IdentityHashMap<List<String>, String> places = new IdentityHashMap<>();
        Map<String, Group> groups = new HashMap<>();
        for (DumpedResource resource : dump.resources()) {
            String name = switch (grouping) {
                case KIND -> resource.kind().name();
                case OWNER -> resource.owner();
                case PLACE -> places.computeIfAbsent(resource.stack(), stack -> resource.place());
            };
            groups.merge(name, new Group(name, 1, resource.age()), DumpAnalysis::together);
        }
        return groups;
    }

    private static Group together(Group one, Group other) {
        Duration oldest = one.oldest().compareTo(other.oldest()) >= 0 ? one.oldest() : other.oldest();
        return new Group(one.name(), one.count() + other.count(), oldest);
    }

    private static long count(@Nullable Group group) {
        return group == null ? 0 : group.count();
    }
}
