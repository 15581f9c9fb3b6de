package io.anyfs.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The build runs a class for its name. One of another name would be compiled and never run, and nobody would miss it. */
class TestNamesTest {

    private static final Path ROOT = Path.of("..");
    private static final String RUN = "Test.java";
    private static final Pattern TESTS = Pattern.compile(
            "^ *@(Test|Property|ParameterizedTest|RepeatedTest|TestFactory|ArchTest)\\b", Pattern.MULTILINE);

    @Test
    void each_class_with_tests_is_run_by_its_name_or_by_another() throws IOException {
        Map<Path, String> sources = sources();
        List<Path> neverRun = new ArrayList<>();
        int run = 0;
        for (Map.Entry<Path, String> source : sources.entrySet()) {
            if (TESTS.matcher(source.getValue()).find()) {
                if (source.getKey().toString().endsWith(RUN)) {
                    run++;
                } else if (!isNamedByAnother(source.getKey(), sources)) {
                    neverRun.add(source.getKey());
                }
            }
        }
        assertTrue(run > 100, "found too few tests: " + run);
        assertEquals(List.of(), neverRun);
    }

    /** Such as a test that extends it, or the pom with an execution of its own. */
    private static boolean isNamedByAnother(Path path, Map<Path, String> sources) {
        String name = path.getFileName().toString().replace(".java", "");
        Pattern mention = Pattern.compile("\\b" + name + "\\b");
        return sources.entrySet().stream()
                .anyMatch(other -> !other.getKey().equals(path)
                        && mention.matcher(other.getValue()).find());
    }

    /** The tests of all modules, and the poms. */
    private static Map<Path, String> sources() throws IOException {
        Map<Path, String> sources = new HashMap<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = String.valueOf(directory.getFileName());
                boolean isOurs = name.equals("..") || (!name.startsWith(".") && !name.equals("target"));
                return isOurs ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                boolean isTest = file.toString().endsWith(".java")
                        && file.toString().replace('\\', '/').contains("/src/test/java/");
                if (isTest || file.endsWith("pom.xml")) {
                    sources.put(file, Files.readString(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }
}
