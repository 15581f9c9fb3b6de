package io.anyfs.it.page;

import io.anyfs.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one storage, or one composition of storages, has kept the contract.
 *
 * @param subject what was tried, unique in its artifact
 * @param undeclared cases that were left to capabilities that are not declared
 * @param untried cases that a short build leaves out
 * @param missing capabilities that are not declared
 * @param deviations cases that are overridden, with the reasons
 */
record ContractRun(
        String artifact,
        String subject,
        int passed,
        int undeclared,
        int untried,
        String missing,
        List<String> deviations) {

    private static final String TEST = "ContractTest";

    /** All that a module has reported, whole and without failures, of tests that are still there. */
    static List<ContractRun> of(Module module) throws IOException {
        Path reports = module.target().resolve("contract");
        if (!Files.isDirectory(reports)) {
            return List.of();
        }
        NavigableSet<String> tests = tests(module);
        List<ContractRun> runs = new ArrayList<>();
        for (Path report : files(reports, ".txt")) {
            read(module, tests, Files.readAllLines(report)).ifPresent(runs::add);
        }
        return runs;
    }

    /** The tests of the contract that a module has, as subjects. */
    static NavigableSet<String> tests(Module module) throws IOException {
        Path sources = module.directory().resolve("src/test/java");
        NavigableSet<String> tests = new TreeSet<>();
        if (Files.isDirectory(sources)) {
            for (Path file : files(sources, TEST + ".java")) {
                String name = String.valueOf(file.getFileName());
                tests.add(words(name.substring(0, name.length() - (TEST + ".java").length())));
            }
        }
        return tests;
    }

    private static Optional<ContractRun> read(Module module, NavigableSet<String> tests, List<String> report) {
        Map<String, String> told = new HashMap<>();
        List<String> deviations = new ArrayList<>();
        for (String line : report) {
            int space = line.indexOf(' ');
            String value = line.substring(space + 1);
            if (line.startsWith("deviation ")) {
                deviations.add(value);
            } else {
                told.put(line.substring(0, space), value);
            }
        }
        String name = told.getOrDefault("class", "");
        String[] nested = name.substring(name.lastIndexOf('.') + 1).split("\\$", -1);
        if (!nested[0].endsWith(TEST)
                || !told.getOrDefault("whole", "").equals("true")
                || !told.getOrDefault("thorough", "").equals("false")
                || !told.getOrDefault("failed", "").equals("0")
                || told.getOrDefault("passed", "0").equals("0")) {
            return Optional.empty();
        }
        nested[0] = nested[0].substring(0, nested[0].length() - TEST.length());
        if (!tests.contains(words(nested[0]))) {
            return Optional.empty();
        }
        return Optional.of(new ContractRun(
                module.artifact(),
                Stream.of(nested).map(ContractRun::words).collect(Collectors.joining(": ")),
                Integer.parseInt(told.get("passed")),
                Integer.parseInt(told.get("undeclared")),
                Integer.parseInt(told.get("untried")),
                missing(told.getOrDefault("capabilities", "")),
                deviations));
    }

    private static String missing(String declared) {
        List<String> has = List.of(declared.split(",", -1));
        return Arrays.stream(Capability.values())
                .map(Capability::name)
                .filter(name -> !has.contains(name))
                .collect(Collectors.joining(", "));
    }

    /** {@code CryptOnLocal} as {@code crypt on local}. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
