package io.anyfs.it.client;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Finds the programs of this machine that tests drive. */
public final class Program {

    private static final String[] USUAL_PLACES = {"/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"};

    private static final Map<String, Path> PYTHONS = new ConcurrentHashMap<>();

    private Program() {}

    /**
     * Where a program is. One that is not installed skips the test, and fails it where the environment says {@code CI=true}:
     * there every client has to be installed.
     */
    public static Path find(String name) {
        return search(name).orElseGet(() -> missing(name));
    }

    /** Whether a program is installed that no machine has to have. */
    public static boolean isInstalled(String name) {
        return search(name).isPresent();
    }

    /** A Python that has a module; without one it is as with a program that is not installed. */
    static Path findPythonWith(String module) throws IOException, InterruptedException {
        Path known = PYTHONS.get(module);
        if (known != null) {
            return known;
        }
        for (Path python : (Iterable<Path>) candidates("python3")::iterator) {
            if (new ProcessBuilder(python.toString(), "-c", "import " + module)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0) {
                PYTHONS.put(module, python);
                return python;
            }
        }
        return missing("Python's module " + module);
    }

    private static Optional<Path> search(String name) {
        return candidates(name).findFirst();
    }

    private static Stream<Path> candidates(String name) {
        String path = System.getenv("PATH");
        Stream<String> onPath = path == null ? Stream.empty() : Stream.of(path.split(":", -1));
        return Stream.concat(onPath, Stream.of(USUAL_PLACES))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable);
    }

    private static Path missing(String name) {
        String message = name + " is not installed";
        if ("true".equals(System.getenv("CI"))) {
            return fail(message + ", and CI=true asks for every client");
        }
        return abort(message);
    }
}
