package io.anyfs.it.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tables take what a build has made, and keep what it has not. */
class TablesTest {

    private static final String REASON = "Names – a name is kept: It is (for a reason) not kept.";
    private static final ContractRun MEMORY = run("anyfs-memory", "memory", 300, List.of());
    private static final ContractRun CRYPT = run("anyfs-crypt", "crypt on local", 200, List.of(REASON));
    private static final ContractRun NESTED = run("anyfs-it", "compositions: mounts", 100, List.of(REASON));

    private static final Map<String, List<String>> TESTS = new TreeMap<>(Map.of(
            "anyfs-memory", List.of("memory"),
            "anyfs-crypt", List.of("crypt on local"),
            "anyfs-it", List.of("compositions")));

    private static ContractRun run(String artifact, String subject, int passed, List<String> deviations) {
        return new ContractRun(artifact, subject, passed, 5, 7, "APPEND, MOVE", deviations);
    }

    @Test
    void what_was_not_run_keeps_its_row_and_its_reasons() {
        List<String> whole = ContractTable.read(List.of()).with(List.of(MEMORY, CRYPT, NESTED), TESTS);

        assertEquals(whole, ContractTable.read(whole).with(List.of(), TESTS));
        assertEquals(whole, ContractTable.read(whole).with(List.of(CRYPT), TESTS));
        assertEquals(List.of(), ContractTable.read(whole).wrong(List.of(MEMORY, CRYPT, NESTED)));
        assertTrue(whole.contains("- " + REASON + " (anyfs-crypt: crypt on local; anyfs-it: compositions: mounts)"));
    }

    @Test
    void what_is_not_tested_any_more_loses_its_row() {
        List<String> whole = ContractTable.read(List.of()).with(List.of(MEMORY, CRYPT), TESTS);
        List<String> less = ContractTable.read(whole).with(List.of(), Map.of("anyfs-memory", List.of("memory")));
        assertEquals(ContractTable.read(List.of()).with(List.of(MEMORY), TESTS), less);
    }

    @Test
    void what_is_new_or_differs_is_told() {
        ContractTable table = ContractTable.read(ContractTable.read(List.of()).with(List.of(MEMORY), TESTS));
        assertEquals(1, table.wrong(List.of(CRYPT)).size());
        assertEquals(
                1,
                table.wrong(List.of(run("anyfs-memory", "memory", 299, List.of())))
                        .size());
        assertEquals(
                1,
                table.wrong(List.of(run("anyfs-memory", "memory", 300, List.of(REASON))))
                        .size());
    }

    @Test
    void a_weight_may_change_a_little_and_a_dependency_may_not() {
        Weight weight = new Weight("anyfs-x", 50_000, 2_000_000, brought("a"));
        WeightTable table = new WeightTable(new WeightTable(List.of()).with(List.of(weight), List.of("anyfs-x")));

        assertEquals(List.of(), table.wrong(List.of(weight)));
        assertEquals(List.of(), table.wrong(List.of(new Weight("anyfs-x", 90_000, 2_300_000, brought("a")))));
        assertFalse(table.wrong(List.of(new Weight("anyfs-x", 50_000, 2_500_000, brought("a"))))
                .isEmpty());
        assertFalse(table.wrong(List.of(new Weight("anyfs-x", 50_000, 2_000_000, brought("a", "b"))))
                .isEmpty());
        assertFalse(table.wrong(List.of(new Weight("anyfs-y", 50_000, 2_000_000, brought("a"))))
                .isEmpty());
    }

    private static NavigableMap<String, NavigableSet<String>> brought(String... artifacts) {
        return new TreeMap<>(Map.of("org.example", new TreeSet<>(List.of(artifacts))));
    }
}
