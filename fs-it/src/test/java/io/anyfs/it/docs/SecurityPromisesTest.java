package io.anyfs.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether the tests that docs/security.md names as proofs are there. */
class SecurityPromisesTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\|.*");
    private static final Pattern PROOF = Pattern.compile("`((?:[a-z0-9]+\\.)*)([A-Z]\\w*Test)\\.(\\w+)`");

    @Test
    void every_promise_names_tests_and_every_test_is_there() throws IOException {
        List<String> rows = Example.lines(ROOT.resolve("docs/security.md")).stream()
                .filter(line -> ROW.matcher(line).matches())
                .toList();
        assertEquals(
                IntStream.rangeClosed(1, 25).mapToObj(Integer::toString).toList(),
                rows.stream()
                        .map(row -> row.replaceAll("\\| (\\d+) \\|.*", "$1"))
                        .toList());
        List<String> sources = sources();
        for (String row : rows) {
            List<MatchResult> proofs = PROOF.matcher(row).results().toList();
            assertTrue(!proofs.isEmpty(), row);
            for (MatchResult proof : proofs) {
                requireThere(sources, proof);
            }
        }
    }

    private static void requireThere(List<String> sources, MatchResult proof) throws IOException {
        String file = "/" + proof.group(1).replace('.', '/') + proof.group(2) + ".java";
        List<String> found =
                sources.stream().filter(source -> source.endsWith(file)).toList();
        assertEquals(1, found.size(), proof.group() + " is in " + found);
        assertTrue(
                Files.readString(Path.of(found.get(0))).contains("void " + proof.group(3) + "("),
                proof.group() + " is not in " + found);
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT);
                Stream<Path> backends = Files.list(ROOT.resolve("fs-backends"))) {
            for (Path tests : Stream.concat(modules, backends)
                    .map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    files.map(Path::toString)
                            .filter(name -> name.endsWith("Test.java"))
                            .forEach(sources::add);
                }
            }
        }
        return sources;
    }
}
