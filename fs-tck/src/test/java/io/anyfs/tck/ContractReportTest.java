package io.anyfs.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Paths;
import io.anyfs.tck.cases.Refusals;
import io.anyfs.tck.model.ModelBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class ContractReportTest {

    /** Not found by name: run by the tests. */
    @InBrief({Paths.class, Refusals.class, Moving.class})
    static class Deviating extends FileSystemContract {

        @Override
        protected FileSystem open() {
            return FileSystem.over(new Declaring(new ModelBackend(), all -> all.without(Capability.MOVE)));
        }

        @Test
        @Override
        @Deviation("It is made to be reported.")
        public void the_root_is_never_deleted() {}

        @Test
        void something_of_its_own() {}
    }

    @TempDir
    private Path directory;

    @Test
    void tells_what_passed_what_was_left_out_and_what_deviates() throws IOException {
        List<String> lines = report(DiscoverySelectors.selectClass(Deviating.class));

        assertEquals("class " + Deviating.class.getName(), lines.get(0));
        assertTrue(lines.contains("whole true"), lines::toString);
        assertTrue(lines.contains("failed 0"), lines::toString);
        assertTrue(number(lines, "passed ") > 10, lines::toString);
        assertTrue(number(lines, "undeclared ") > 10, lines::toString);
        assertTrue(number(lines, "untried ") > 200, lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.matches("capabilities (?=.*\\bAPPEND\\b)(?!.*\\bMOVE\\b).*")));
        assertTrue(
                lines.contains("deviation Deleting – the root is never deleted: It is made to be reported."),
                lines::toString);
        assertEquals(
                1, lines.stream().filter(line -> line.startsWith("deviation ")).count());
    }

    @Test
    void tells_that_some_were_filtered_away() throws IOException {
        assertTrue(report(DiscoverySelectors.selectMethod(Deviating.class, "the_root_is_never_deleted"))
                .contains("whole false"));
    }

    @Test
    void is_not_written_unless_asked_for() throws IOException {
        run(DiscoverySelectors.selectMethod(Deviating.class, "the_root_is_never_deleted"), "");
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(), files.toList());
        }
    }

    private List<String> report(DiscoverySelector which) throws IOException {
        run(which, directory.toString());
        return Files.readAllLines(directory.resolve(Deviating.class.getName() + ".txt"));
    }

    private static void run(DiscoverySelector which, String reports) {
        String before = System.getProperty("anyfs.tck.report", "");
        System.setProperty("anyfs.tck.report", reports);
        try {
            LauncherFactory.create()
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(which)
                            .filters(EngineFilter.includeEngines("junit-jupiter"))
                            .build());
        } finally {
            System.setProperty("anyfs.tck.report", before);
        }
    }

    private static long number(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.substring(key.length())))
                .sum();
    }
}
