package io.anyfs.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Whether tests that are written in Kotlin compile, with warnings as errors, and do what they should. */
@Tag("once")
class KotlinTest {

    @TempDir
    private Path classes;

    @Test
    void tests_in_kotlin_get_filesystems_and_addresses_and_fail_for_leaks() throws Exception {
        compile("kotlin/LibraryTest.kt");
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Events tests = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(loader.loadClass("shop.LibraryTest")))
                    .execute()
                    .testEvents();

            List<Throwable> failures = tests.failed().stream()
                    .flatMap(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().stream())
                    .toList();
            assertEquals(
                    List.of(LeakedResources.class),
                    failures.stream().map(Object::getClass).toList(),
                    failures::toString);
            tests.assertStatistics(counts -> counts.started(4).succeeded(3));
        }
    }

    private void compile(String source) throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(getClass().getClassLoader().getResource(source))
                .toURI());
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        ExitCode code = new K2JVMCompiler()
                .exec(
                        new PrintStream(messages, true, StandardCharsets.UTF_8),
                        "-no-stdlib",
                        "-no-reflect",
                        "-Werror",
                        "-Xjspecify-annotations=strict",
                        "-jvm-target",
                        "17",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        file.toString());
        assertEquals(ExitCode.OK, code, () -> messages.toString(StandardCharsets.UTF_8));
    }
}
