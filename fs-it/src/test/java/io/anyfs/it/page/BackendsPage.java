package io.anyfs.it.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Holds the generated parts of docs/backends.md against what this build has made of the modules, or writes them with
 * {@code -Danyfs.page=write}. What was not built or tried is not looked at. No test by name: an execution of its own runs it after
 * all others.
 */
class BackendsPage {

    private static final Path ROOT = Path.of("..");
    private static final Path FILE = ROOT.resolve("docs/backends.md");
    private static final String ADVICE = FILE + " is not up to date; -Danyfs.page=write writes it";
    private static final boolean WRITE = System.getProperty("anyfs.page", "").equals("write");

    /** What was made before is not of this build. */
    private static final String STARTED =
            System.getProperty("anyfs.build.started", Instant.now().toString());

    private static final System.Logger LOG = System.getLogger(BackendsPage.class.getName());

    private Page page;
    private List<Module> modules;

    @BeforeEach
    void read() throws IOException {
        page = new Page(FILE);
        modules = Module.below(ROOT);
    }

    /** A failure: whoever adds a dependency has to mean it. */
    @Test
    void says_what_each_artifact_brings_and_about_how_much_it_weighs() throws IOException {
        // Files have times to the second at worst.
        long since = Instant.parse(STARTED).toEpochMilli() - 1000;
        List<String> artifacts = new ArrayList<>();
        List<Weight> weights = new ArrayList<>();
        for (Module module : modules) {
            if (module.published()) {
                artifacts.add(module.artifact());
                Weight.of(module, since).ifPresent(weights::add);
            }
        }
        WeightTable table = new WeightTable(page.part("weights"));
        if (WRITE) {
            page.write("weights", table.with(weights, artifacts));
        } else {
            assertEquals(List.of(), table.wrong(weights), ADVICE);
        }
    }

    /** A warning only: what was tried may depend on the machine. */
    @Test
    void says_how_each_storage_keeps_the_contract() throws IOException {
        Map<String, NavigableSet<String>> tests = new LinkedHashMap<>();
        List<ContractRun> runs = new ArrayList<>();
        for (Module module : modules) {
            tests.put(module.artifact(), ContractRun.tests(module));
            runs.addAll(ContractRun.of(module));
        }
        ContractTable table = ContractTable.read(page.part("contract"));
        if (WRITE) {
            page.write("contract", table.with(runs, tests));
        } else {
            table.wrong(runs).forEach(wrong -> LOG.log(Level.WARNING, () -> wrong + ". " + ADVICE));
        }
    }
}
