package io.anyfs.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.anyfs.FileSystem;
import io.anyfs.lifecycle.ResourceNode;
import io.anyfs.served.ServedAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.net.ftp.FTPClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs the classes in {@link MountedSamples} by JUnit itself. */
class MountedFsTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void forgetWhatSamplesSaw() {
        MountedSamples.SEEN.clear();
        MountedSamples.ADDRESSES.clear();
        MountedSamples.CLIENTS.clear();
    }

    @AfterEach
    void nothing_is_left_open_by_the_extension() throws IOException {
        for (FTPClient client : MountedSamples.CLIENTS) {
            client.disconnect();
        }
        assertEquals(List.of(), ResourceNode.allOpen());
    }

    @Test
    void filesystems_are_described_by_methods_text_and_resources() {
        allPass(MountedSamples.Described.class, 6);

        assertTrue(MountedSamples.SEEN.stream().noneMatch(FileSystem::isOpen));
    }

    @Test
    void filesystems_of_a_url_need_no_annotation_of_the_class() {
        allPass(MountedSamples.ByUrlOnly.class, 1);

        assertTrue(MountedSamples.SEEN.stream().noneMatch(FileSystem::isOpen));
    }

    @Test
    void what_class_and_method_say_holds_for_what_says_nothing_itself() {
        allPass(MountedSamples.Around.class, 3);
    }

    @Test
    void with_one_instance_a_field_is_of_the_class() {
        allPass(MountedSamples.OneInstance.class, 2);

        assertEquals(1, MountedSamples.SEEN.stream().distinct().count());
    }

    @Test
    void filesystems_are_served_and_the_servers_end_with_the_test() {
        allPass(MountedSamples.Served.class, 3);

        ServedAddress.Sftp sftp = (ServedAddress.Sftp) MountedSamples.ADDRESSES.get(0);
        assertTrue(Files.notExists(sftp.keyFile()));
    }

    @Test
    void addresses_are_injected_into_fields_of_the_test_and_of_the_class() {
        allPass(MountedSamples.ServedFields.class, 2);

        assertEquals(3, MountedSamples.ADDRESSES.stream().distinct().count());
    }

    @Test
    void a_client_that_stays_logged_in_fails_its_test_and_no_other() {
        Map<String, Throwable> failures = failures(run(MountedSamples.LeaksSessions.class));

        assertEquals(List.of("leaks(Ftp)"), List.copyOf(failures.keySet()));
        Throwable leak = failures.get("leaks(Ftp)");
        assertInstanceOf(LeakedResources.class, leak);
        assertTrue(leak.getMessage().startsWith("leaks(Ftp) left "), leak.getMessage());
        assertTrue(leak.getMessage().contains("anyfs"), leak.getMessage());
    }

    @Test
    void a_failed_test_shows_what_was_in_its_filesystem() {
        Map<String, Throwable> failures = failures(run(MountedSamples.Fails.class));

        Throwable failure = failures.get("shows(FileSystem)");
        assertEquals("its own", failure.getMessage());
        assertEquals("""
                io.anyfs.junit.MountedSamples$Fails#tree() (memory) at the end of the test:
                /dir  directory
                /dir/file  file of 4 bytes
                /link  link to dir
                /new  file of 3 bytes
                """, failure.getSuppressed()[0].getMessage());
        assertEquals(0, failure.getSuppressed()[0].getStackTrace().length);
    }

    @Test
    void a_filesystem_that_does_not_answer_does_not_hold_up_the_report() {
        Throwable failure = failures(run(MountedSamples.FailsSlowly.class)).get("is_slow(FileSystem)");

        assertEquals("its own of memory", failure.getMessage());
        assertTrue(failure.getSuppressed()[0].getMessage().contains("(not within"));
    }

    @Test
    void a_failed_test_keeps_its_tree_where_that_is_asked_for() throws IOException {
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter(AnyfsExtension.KEEP, directory.toString())
                .selectors(selectClass(MountedSamples.Fails.class))
                .execute();

        Path kept = directory.resolve("io.anyfs.junit.MountedSamples$Fails/shows-shows-FileSystem/1");
        assertEquals("text", Files.readString(kept.resolve("link/file")));
        assertEquals("new", Files.readString(kept.resolve("new")));
    }

    @Test
    void what_makes_no_sense_is_told() {
        Map<String, Throwable> failures = failures(run(MountedSamples.Wrong.class));

        told(failures, "two_descriptions(FileSystem)", "one of script, spec and yaml");
        told(failures, "missing_method(FileSystem)", "has no method nowhere() without parameters");
        told(failures, "other_type(FileSystem)", "has to be static and to return a io.anyfs.mount.MountScript");
        told(failures, "not_static(FileSystem)", "has to be static");
        told(failures, "invalid_spec(FileSystem)", "did you mean root?");
        told(failures, "which_one(ServedAddress)", "over which one protocol");
        told(failures, "not_served(Ftp)", "it is served over [SFTP]");
        told(failures, "no_filesystem(String)", "@MountedFs is for parameters of type io.anyfs.FileSystem");
        told(failures, "null_script(FileSystem)", "#nothing() returned null");
        told(
                failures,
                "failing_script(FileSystem)",
                "#failing() failed: java.lang.IllegalStateException: no library today");
        assertEquals(10, failures.size());
    }

    private static void told(Map<String, Throwable> failures, String test, String message) {
        assertTrue(String.valueOf(failures.get(test)).contains(message), () -> test + ": " + failures.get(test));
    }

    @Test
    void in_parallel_each_test_has_its_own_filesystem_and_server() {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .selectors(selectClass(MountedSamples.Parallel.class))
                .execute();

        assertEquals(Map.of(), failures(results.testEvents()));
        results.testEvents().assertStatistics(counts -> counts.succeeded(20));
    }

    private static void allPass(Class<?> tests, int count) {
        Events events = run(tests);
        assertEquals(Map.of(), failures(events));
        events.assertStatistics(counts -> counts.started(count).succeeded(count));
    }

    private static Events run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .testEvents();
    }

    /** By display name. */
    private static Map<String, Throwable> failures(Events events) {
        Map<String, Throwable> failures = new TreeMap<>();
        events.failed().stream()
                .forEach(event -> failures.put(
                        event.getTestDescriptor().getDisplayName(),
                        event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()));
        return failures;
    }
}
