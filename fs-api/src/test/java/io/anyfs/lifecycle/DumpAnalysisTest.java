package io.anyfs.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.lifecycle.DumpAnalysis.Group;
import io.anyfs.lifecycle.DumpAnalysis.Grouping;
import io.anyfs.lifecycle.DumpAnalysis.Growth;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class DumpAnalysisTest {

    private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");
    private static final List<String> STACK_A = List.of(
            "io.anyfs.ReadHandle.open(ReadHandle.java:40)",
            "io.anyfs.FileSystem.openRead(FileSystem.java:9)",
            "shop.Cart.load(Cart.java:7)");
    private static final List<String> STACK_B = List.of(
            "app//io.anyfs.WriteHandle.open(WriteHandle.java:40)",
            "java.base/java.util.List.forEach(List.java:1)",
            "io.anyfs.expose.Upload.begin(Upload.java:3)");

    private final List<DumpedResource> older = new ArrayList<>();
    private final List<DumpedResource> newer = new ArrayList<>();

    @Test
    void the_oldest_come_first() {
        add(newer, 1, 0, ResourceKind.FILE_SYSTEM, "memory", "memory", 100, List.of());
        add(newer, 2, 1, ResourceKind.READ, "/young", "memory", 3, List.of());
        add(newer, 3, 1, ResourceKind.READ, "/old", "memory", 50, List.of());

        List<String> labels = DumpAnalysis.of(dump(newer, NOON)).oldest(2).stream()
                .map(DumpedResource::label)
                .toList();

        assertEquals(List.of("memory", "/old"), labels);
    }

    @Test
    void totals_are_told_by_kind_by_owner_and_by_the_place_outside_the_api() {
        add(newer, 1, 0, ResourceKind.READ, "/a", "ann", 5, STACK_A);
        add(newer, 2, 0, ResourceKind.READ, "/b", "ann", 9, STACK_A);
        add(newer, 3, 0, ResourceKind.WRITE, "/c", "bob", 1, STACK_B);
        add(newer, 4, 0, ResourceKind.READ, "/d", "ann", 2, List.of());
        DumpAnalysis analysis = DumpAnalysis.of(dump(newer, NOON));

        assertEquals(
                List.of(new Group("READ", 3, Duration.ofMinutes(9)), new Group("WRITE", 1, Duration.ofMinutes(1))),
                analysis.totals(Grouping.KIND));
        assertEquals(
                List.of(new Group("ann", 3, Duration.ofMinutes(9)), new Group("bob", 1, Duration.ofMinutes(1))),
                analysis.totals(Grouping.OWNER));
        assertEquals(
                List.of(
                        new Group("shop.Cart.load(Cart.java:7)", 2, Duration.ofMinutes(9)),
                        new Group("(not recorded)", 1, Duration.ofMinutes(2)),
                        new Group("io.anyfs.expose.Upload.begin(Upload.java:3)", 1, Duration.ofMinutes(1))),
                analysis.totals(Grouping.PLACE));
    }

    @Test
    void two_dumps_tell_what_grows_how_fast_and_what_stays() {
        add(older, 1, 0, ResourceKind.READ, "/stays", "ann", 60, STACK_A);
        add(older, 2, 0, ResourceKind.READ, "/goes", "bob", 60, STACK_A);
        add(newer, 1, 0, ResourceKind.READ, "/stays", "ann", 90, STACK_A);
        for (int id = 3; id < 13; id++) {
            add(newer, id, 0, ResourceKind.WRITE, "/new", "ann", 1, STACK_B);
        }
        DumpAnalysis analysis = DumpAnalysis.of(dump(newer, NOON), dump(older, NOON.minus(Duration.ofMinutes(30))));

        assertEquals(
                List.of(new Growth("ann", 1, 11, 20.0), new Growth("bob", 1, 0, -2.0)),
                analysis.growth(Grouping.OWNER));
        assertEquals(
                List.of(new Growth("WRITE", 0, 10, 20.0), new Growth("READ", 2, 1, -2.0)),
                analysis.growth(Grouping.KIND));
        assertEquals(
                "io.anyfs.expose.Upload.begin(Upload.java:3)",
                analysis.growth(Grouping.PLACE).get(0).name());
        assertEquals(1, analysis.countInBoth());
        assertEquals("/stays", analysis.inBoth(10).get(0).label());
        assertEquals(Duration.ofMinutes(90), analysis.inBoth(10).get(0).age());
    }

    @Test
    void dumps_of_different_processes_or_in_the_wrong_order_are_not_compared() {
        ResourceDump here = dump(newer, NOON);
        ResourceDump later = dump(newer, NOON.plusSeconds(60));
        DumpHeader header = here.header();
        ResourceDump restarted = new ResourceDump(
                new DumpHeader(
                        header.pid(),
                        "another",
                        header.writtenAt().minusSeconds(60),
                        header.jvm(),
                        header.level(),
                        0,
                        Map.of()),
                List.of());

        IllegalArgumentException order =
                assertThrows(IllegalArgumentException.class, () -> DumpAnalysis.of(here, later));
        assertTrue(order.getMessage().startsWith("the first dump must be the newer one"), order.getMessage());
        IllegalArgumentException process =
                assertThrows(IllegalArgumentException.class, () -> DumpAnalysis.of(here, restarted));
        assertTrue(process.getMessage().contains("different processes"), process.getMessage());
    }

    @Test
    void the_report_names_what_matters_and_cannot_steer_a_terminal() {
        add(older, 1, 0, ResourceKind.READ, "/stays", "ann", 60, STACK_A);
        add(newer, 1, 0, ResourceKind.READ, "/stays", "ann", 90, STACK_A);
        add(newer, 2, 0, ResourceKind.WRITE, "/evil\u001b]0;owned\u0007", "ann", 1, STACK_B);
        DumpAnalysis analysis = DumpAnalysis.of(dump(newer, NOON), dump(older, NOON.minus(Duration.ofHours(1))));

        String report = new DumpReport(analysis, 10).toString();

        assertTrue(report.contains("Process 4711 at 2025-06-01T12:00:00Z"), report);
        assertTrue(report.contains("2 open"), report);
        assertTrue(report.contains("0 -> 1 (+1 an hour)"), report);
        assertTrue(report.contains("/evil\\u001b]0;owned\\u0007"), report);
        assertTrue(report.contains("at shop.Cart.load(Cart.java:7)"), report);
        assertFalse(report.chars().anyMatch(c -> c < ' ' && c != '\n'), report);
    }

    @Test
    void many_alike_become_one_box_in_the_graph_and_few_stay_themselves() {
        add(newer, 1, 0, ResourceKind.SERVER, "sftp", "sftp", 100, List.of());
        for (int id = 2; id < 502; id++) {
            add(newer, id, 1, ResourceKind.SESSION, "client " + id, "client " + id, 502 - id, List.of());
        }
        for (int id = 502; id < 600; id++) {
            add(newer, id, id - 500, ResourceKind.READ, "/file", "client", 1, List.of());
        }
        add(newer, 600, 1, ResourceKind.OTHER, "a <\"quoted\"> & back\\slash", "sftp", 1, List.of());

        OwnershipGraph graph = OwnershipGraph.of(dump(newer, NOON));

        String dot = graph.dot();
        assertTrue(dot.contains("500 \u00d7 SESSION\\nsuch as client 2, oldest 8h 20m"), dot);
        assertTrue(dot.contains("98 \u00d7 READ"), dot);
        assertTrue(dot.contains("OTHER a <\\\"quoted\\\"> & back\\\\\\\\slash"), dot);
        // process, server, sessions, reads, the odd one
        assertEquals(4, dot.lines().filter(line -> line.contains(" -> ")).count(), dot);
    }

    @Test
    void the_svg_is_well_formed_whatever_labels_hold() throws Exception {
        add(
                newer,
                1,
                0,
                ResourceKind.READ,
                "</text><script>&\u0000\u001b\ufffe\ud800\"' " + "long ".repeat(100),
                "x",
                1,
                List.of());

        String svg = OwnershipGraph.of(dump(newer, NOON)).svg();

        Document parsed = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertEquals("svg", parsed.getDocumentElement().getTagName());
        assertEquals(0, parsed.getElementsByTagName("script").getLength());
        assertEquals(2, parsed.getElementsByTagName("g").getLength());
    }

    @Test
    void a_graph_of_any_shape_stays_small() {
        int id = 1;
        for (int fs = 0; fs < 8; fs++) {
            int fsId = id++;
            add(newer, fsId, 0, ResourceKind.FILE_SYSTEM, "fs", "fs", 1, List.of());
            for (int borrow = 0; borrow < 8; borrow++) {
                int borrowId = id++;
                add(newer, borrowId, fsId, ResourceKind.BORROW, "b", "b", 1, List.of());
                for (int read = 0; read < 8; read++) {
                    add(newer, id++, borrowId, ResourceKind.READ, "/r", "b", 1, List.of());
                }
            }
        }
        int parent = 1;
        for (int deep = 0; deep < 10_000; deep++) {
            add(newer, id, parent, ResourceKind.BORROW, "deep", "deep", 1, List.of());
            parent = id++;
        }

        String dot = OwnershipGraph.of(dump(newer, NOON)).dot();

        assertTrue(dot.lines().count() < 1100, dot.lines().count() + " lines");
    }

    private static void add(
            List<DumpedResource> to,
            long id,
            long parent,
            ResourceKind kind,
            String label,
            String owner,
            long minutes,
            List<String> stack) {
        Duration age = Duration.ofMinutes(minutes);
        to.add(new DumpedResource(
                id, parent, kind, label, owner, NOON.minus(age), age, false, stack.isEmpty() ? "" : "main", stack));
    }

    private static ResourceDump dump(List<DumpedResource> resources, Instant at) {
        Map<ResourceKind, Long> open = new EnumMap<>(ResourceKind.class);
        resources.forEach(resource -> open.merge(resource.kind(), 1L, Long::sum));
        return new ResourceDump(new DumpHeader(4711, "run", at, "Some VM 17", "full", 0, open), resources);
    }
}
