package io.anyfs.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who owns what, as a picture: in the language of Graphviz ({@link #dot}) or as an SVG that needs no other program
 * ({@link #svg}). Many of a kind under one owner become one box with their number, so that a dump of any size gives a
 * picture that can be looked at.
 */
public final class OwnershipGraph {

    private static final int MAX_BOXES = 500;
    private static final int MAX_ALIKE = 8;
    /** Chains of borrows can be long; deeper ones are not drawn. */
    private static final int MAX_DEPTH = 40;

    private final Box process;

    /**
     * A box of the picture.
     *
     * @param kind of all in the box
     * @param label what it is, or what the oldest of many is
     * @param count how many
     * @param oldest the age of the oldest
     * @param owned what they own
     */
    record Box(ResourceKind kind, String label, int count, Duration oldest, List<Box> owned) {

        int size() {
            return 1 + owned.stream().mapToInt(Box::size).sum();
        }

        String title() {
            return count == 1 ? kind + " " + label : count + " \u00d7 " + kind;
        }

        String detail() {
            return (count == 1 ? "open for " : "such as " + label + ", oldest ") + DumpReport.age(oldest);
        }
    }

    private OwnershipGraph(Box process) {
        this.process = process;
    }

    /** The graph of a dump. */
    public static OwnershipGraph of(ResourceDump dump) {
        Set<Long> known = new HashSet<>();
        dump.resources().forEach(resource -> known.add(resource.id()));
        Map<Long, List<DumpedResource>> children = new HashMap<>();
        for (DumpedResource resource : dump.resources()) {
            // The owner of what was opened during the dump may be missing in it.
            long owner = known.contains(resource.parentId()) ? resource.parentId() : 0;
            children.computeIfAbsent(owner, id -> new ArrayList<>()).add(resource);
        }
        Box process = new Box(ResourceKind.OTHER, "process", 1, Duration.ZERO, List.of());
        for (int alike = MAX_ALIKE; alike >= 1; alike /= 2) {
            process = new Box(
                    ResourceKind.OTHER,
                    "process " + dump.header().pid(),
                    1,
                    oldest(children.getOrDefault(0L, List.of())),
                    boxes(List.of(0L), children, alike, 1));
            if (process.size() <= MAX_BOXES) {
                break;
            }
        }
        return new OwnershipGraph(process);
    }

    /** The picture in Graphviz' language. */
    public String dot() {
        return new DotPicture().of(process);
    }

    /** The picture as an SVG document. */
    public String svg() {
        return new SvgPicture().of(process);
    }

    private static List<Box> boxes(List<Long> owners, Map<Long, List<DumpedResource>> children, int alike, int depth) {
        if (depth > MAX_DEPTH) {
            return List.of();
        }
        Map<ResourceKind, List<DumpedResource>> kinds = new EnumMap<>(ResourceKind.class);
        for (long owner : owners) {
            for (DumpedResource child : children.getOrDefault(owner, List.of())) {
                kinds.computeIfAbsent(child.kind(), kind -> new ArrayList<>()).add(child);
            }
        }
        List<Box> boxes = new ArrayList<>();
        kinds.forEach((kind, members) -> {
            // Those of one owner stand for themselves while they are few; those of many owners are many already.
            if (members.size() <= alike && owners.size() == 1) {
                for (DumpedResource member : members) {
                    boxes.add(box(List.of(member), children, alike, depth));
                }
            } else {
                boxes.add(box(members, children, alike, depth));
            }
        });
        return Collections.unmodifiableList(boxes);
    }

    private static Box box(
            List<DumpedResource> members, Map<Long, List<DumpedResource>> children, int alike, int depth) {
        DumpedResource oldest = Collections.max(members, Comparator.comparing(DumpedResource::age));
        List<Long> ids = members.stream().map(DumpedResource::id).toList();
        return new Box(
                oldest.kind(), oldest.label(), members.size(), oldest.age(), boxes(ids, children, alike, depth + 1));
    }

    private static Duration oldest(List<DumpedResource> resources) {
        return resources.stream()
                .map(DumpedResource::age)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
