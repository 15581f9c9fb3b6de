package io.anyfs.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.anyfs.FileSystem;
import io.anyfs.lifecycle.LeakDetection;
import io.anyfs.lifecycle.OpeningPlace;
import io.anyfs.lifecycle.ResourceNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs the classes in {@link SampleTests} by JUnit itself. */
class AnyfsExtensionTest {

    @BeforeEach
    void forgetWhatSamplesSaw() {
        SampleTests.SEEN.clear();
        LeakDetection.use(LeakDetection.SAMPLED);
    }

    @Test
    void clean_tests_pass_each_with_a_filesystem_of_its_own_that_is_closed_then() {
        run(SampleTests.Clean.class)
                .assertStatistics(counts -> counts.started(5).succeeded(5));

        assertEquals(5, SampleTests.SEEN.stream().distinct().count());
        assertTrue(SampleTests.SEEN.stream().noneMatch(FileSystem::isOpen));
        assertEquals(LeakDetection.SAMPLED, LeakDetection.current());
    }

    @Test
    void a_handle_that_was_left_open_fails_its_test_and_is_told_with_path_owner_and_place() {
        Map<String, Throwable> failures = failures(run(SampleTests.LeaksHandles.class));

        assertEquals(
                List.of(
                        "borrow(FileSystem)",
                        "from_another_thread(FileSystem)",
                        "read(FileSystem)",
                        "several(FileSystem)"),
                List.copyOf(failures.keySet()));
        Throwable read = failures.get("read(FileSystem)");
        assertInstanceOf(LeakedResources.class, read);
        assertEquals("read(FileSystem) left 1 open:\n  READ /file (owner memory, open for 0 s)", read.getMessage());
        assertInstanceOf(OpeningPlace.class, read.getCause());
        assertTrue(
                Arrays.stream(read.getCause().getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(SampleTests.LeaksHandles.class.getName())
                                && frame.getMethodName().equals("read")),
                () -> Arrays.toString(read.getCause().getStackTrace()));
        assertEquals(
                "borrow(FileSystem) left 2 open:\n  BORROW client 7 (owner client 7, open for 0 s)"
                        + "\n  LISTING / (owner client 7, open for 0 s)",
                failures.get("borrow(FileSystem)").getMessage());
        assertEquals(1, failures.get("several(FileSystem)").getSuppressed().length);
        // Nothing stays for the tests that follow: also what leaked has been closed.
        assertEquals(List.of(), ResourceNode.allOpen());
        assertEquals(LeakDetection.SAMPLED, LeakDetection.current());
    }

    @Test
    void a_test_that_fails_itself_keeps_its_failure_with_the_leak_as_suppressed() {
        Map<String, Throwable> failures = failures(run(SampleTests.FailsAndLeaks.class));

        Throwable failure = failures.get("fails(FileSystem)");
        assertEquals("its own", failure.getMessage());
        assertEquals(
                List.of(TreeAtFailure.class, LeakedResources.class),
                Arrays.stream(failure.getSuppressed()).map(Object::getClass).toList());
    }

    @Test
    void what_a_test_opens_elsewhere_on_its_own_thread_must_be_closed_too_and_is_told_once() throws Exception {
        EngineExecutionResults results = execute(SampleTests.LeaksElsewhere.class);
        Map<String, Throwable> failures = failures(results.testEvents());

        assertEquals(List.of("handle_of_the_class()", "own_filesystem()"), List.copyOf(failures.keySet()));
        assertEquals(
                "own_filesystem() left 1 open:\n  FILE_SYSTEM memory (owner memory, open for 0 s)",
                failures.get("own_filesystem()").getMessage());
        assertEquals(
                "handle_of_the_class() left 1 open:\n  READ /shared (owner memory, open for 0 s)",
                failures.get("handle_of_the_class()").getMessage());
        results.containerEvents().assertStatistics(counts -> counts.failed(0));
        SampleTests.LeaksElsewhere.leaked.close();
    }

    @Test
    void one_test_shares_a_filesystem_by_url_and_name_between_its_methods_and_fields() {
        run(SampleTests.Shares.class)
                .assertStatistics(counts -> counts.started(2).succeeded(2));
    }

    @Test
    void static_fields_and_the_methods_around_all_tests_share_one_of_the_class() {
        run(SampleTests.PerClass.class)
                .assertStatistics(counts -> counts.started(2).succeeded(2));
        run(SampleTests.OneInstance.class)
                .assertStatistics(counts -> counts.started(2).succeeded(2));

        assertEquals(List.of(), ResourceNode.allOpen());
    }

    @Test
    void what_a_class_leaves_open_fails_the_class() {
        EngineExecutionResults results = execute(SampleTests.LeaksInClass.class);

        results.testEvents().assertStatistics(counts -> counts.started(1).succeeded(1));
        Map<String, Throwable> failures = failures(results.containerEvents());
        assertEquals(
                "SampleTests$LeaksInClass left 1 open:\n  WRITE /log (owner memory, open for 0 s)",
                failures.get("SampleTests$LeaksInClass").getMessage());
        assertEquals(List.of(), ResourceNode.allOpen());
    }

    @Test
    void nested_classes_and_tests_with_parameters_are_covered() {
        EngineExecutionResults results = execute(SampleTests.Outer.class);

        assertEquals(
                List.of("[2] leak = true", "inner(FileSystem)"),
                List.copyOf(failures(results.testEvents()).keySet()));
        results.testEvents()
                .assertStatistics(counts -> counts.started(4).succeeded(2).failed(2));
    }

    @Test
    void a_temporary_directory_is_fresh_and_gone_afterwards() {
        run(SampleTests.Temporary.class)
                .assertStatistics(counts -> counts.started(2).succeeded(2));

        assertEquals(2, SampleTests.Temporary.DIRECTORIES.size());
        assertTrue(SampleTests.Temporary.DIRECTORIES.stream().noneMatch(Files::exists));
    }

    @Test
    void what_cannot_be_injected_is_told_with_the_reason() {
        Map<String, Throwable> failures = failures(run(SampleTests.Wrong.class));

        assertTrue(
                failures.get("unknown(FileSystem)").getMessage().contains("cannot open 'nowhere:'"),
                failures.get("unknown(FileSystem)")::getMessage);
        assertTrue(
                failures.get("no_filesystem(String)").getMessage().contains("@InjectFs is for parameters of type"),
                failures.get("no_filesystem(String)")::getMessage);
        Map<String, Throwable> fields = failures(run(SampleTests.WrongField.class));
        assertTrue(
                fields.get("never_run()").getMessage().contains("that are not final, not for"),
                fields.get("never_run()")::getMessage);
        assertEquals(LeakDetection.SAMPLED, LeakDetection.current());
        assertEquals(List.of(), ResourceNode.allOpen());
    }

    @Test
    void a_constructor_that_fails_leaves_nothing() {
        Map<String, Throwable> failures = failures(run(SampleTests.BrokenConstructor.class));

        assertEquals("broken constructor", failures.get("never_run()").getMessage());
        assertEquals(List.of(), ResourceNode.allOpen());
        assertEquals(LeakDetection.SAMPLED, LeakDetection.current());
    }

    @Test
    void in_parallel_each_leak_fails_the_test_that_left_it() {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .selectors(selectClass(SampleTests.Parallel.class), selectClass(SampleTests.ParallelToo.class))
                .execute();

        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 40; i += 2) {
            expected.add("repetition " + i + " of 40");
        }
        assertEquals(
                expected.stream().sorted().toList(),
                List.copyOf(failures(results.testEvents()).keySet()));
        results.testEvents()
                .assertStatistics(counts -> counts.started(80).failed(20).succeeded(60));
        assertEquals(LeakDetection.SAMPLED, LeakDetection.current());
        assertEquals(List.of(), ResourceNode.allOpen());
    }

    private static Events run(Class<?> tests) {
        return execute(tests).testEvents();
    }

    private static EngineExecutionResults execute(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    /** By display name. */
    private static Map<String, Throwable> failures(Events events) {
        Map<String, Throwable> failures = new TreeMap<>();
        events.failed().stream()
                .forEach(event -> failures.put(event.getTestDescriptor().getDisplayName(), failure(event)));
        return failures;
    }

    private static Throwable failure(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }
}
