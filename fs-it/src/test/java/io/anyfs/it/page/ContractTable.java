package io.anyfs.it.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The part of the page that says how storages keep the contract. */
final class ContractTable {

    private static final List<String> HEAD = List.of(
            "| artifact | tried | passed | left to capabilities | not tried | deviations | not declared |",
            "| --- | --- | ---: | ---: | ---: | ---: | --- |");

    private static final Pattern ROW =
            Pattern.compile("\\| `(.+?)` \\| (.+?) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| \\d+ \\| (.*) \\|");
    private static final Pattern DEVIATION = Pattern.compile("- (.+?: .+) \\((anyfs-[^()]+)\\)");

    private final List<ContractRun> told;

    private ContractTable(List<ContractRun> told) {
        this.told = told;
    }

    /** What the lines of the page say. */
    static ContractTable read(List<String> lines) {
        List<ContractRun> runs = new ArrayList<>();
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                runs.add(new ContractRun(
                        row.group(1),
                        row.group(2),
                        Integer.parseInt(row.group(3)),
                        Integer.parseInt(row.group(4)),
                        Integer.parseInt(row.group(5)),
                        row.group(6),
                        new ArrayList<>()));
            }
        }
        ContractTable table = new ContractTable(runs);
        for (String line : lines) {
            Matcher deviation = DEVIATION.matcher(line);
            if (deviation.matches()) {
                for (String artifact : deviation.group(2).split("; ", -1)) {
                    table.addDeviation(deviation.group(1), artifact);
                }
            }
        }
        return table;
    }

    private void addDeviation(String deviation, String artifactAndSubjects) {
        int colon = artifactAndSubjects.indexOf(": ");
        List<String> subjects = List.of(artifactAndSubjects.substring(colon + 2).split(", ", -1));
        for (ContractRun run : told) {
            if (run.artifact().equals(artifactAndSubjects.substring(0, colon)) && subjects.contains(run.subject())) {
                run.deviations().add(deviation);
            }
        }
    }

    /** What is not so any more, a sentence each. */
    List<String> wrong(List<ContractRun> runs) {
        List<String> wrong = new ArrayList<>();
        for (ContractRun run : runs) {
            ContractRun before = find(run);
            if (before == null) {
                wrong.add(run.artifact() + ", " + run.subject() + ", is not in the table");
            } else if (!row(before).equals(row(run)) || !sorted(before).equals(sorted(run))) {
                wrong.add(run.artifact() + ", " + run.subject() + ", keeps the contract in another way: " + row(run));
            }
        }
        return wrong;
    }

    private ContractRun find(ContractRun run) {
        return told.stream()
                .filter(other -> other.artifact().equals(run.artifact())
                        && other.subject().equals(run.subject()))
                .findFirst()
                .orElse(null);
    }

    private static List<String> sorted(ContractRun run) {
        return run.deviations().stream().sorted().toList();
    }

    /**
     * With these in it, and of the others what it has.
     *
     * @param tests of each artifact, in the order of the table; what is none of them any more is dropped
     */
    List<String> with(List<ContractRun> runs, Map<String, ? extends Iterable<String>> tests) {
        List<ContractRun> all = new ArrayList<>(runs);
        for (ContractRun before : told) {
            if (runs.stream()
                    .noneMatch(run -> run.artifact().equals(before.artifact())
                            && run.subject().equals(before.subject()))) {
                all.add(before);
            }
        }
        List<String> lines = new ArrayList<>(HEAD);
        NavigableMap<String, NavigableMap<String, List<String>>> deviations = new TreeMap<>();
        all.sort(Comparator.comparing(ContractRun::subject));
        tests.forEach((artifact, subjects) -> {
            List<String> own = new ArrayList<>();
            subjects.forEach(own::add);
            for (ContractRun run : all) {
                if (run.artifact().equals(artifact)
                        && own.contains(run.subject().split(": ", -1)[0])) {
                    lines.add(row(run));
                    for (String deviation : run.deviations()) {
                        deviations
                                .computeIfAbsent(deviation, key -> new TreeMap<>())
                                .computeIfAbsent(artifact, key -> new ArrayList<>())
                                .add(run.subject());
                    }
                }
            }
        });
        lines.add("");
        deviations.forEach((deviation, by) -> lines.add("- " + deviation + " ("
                + by.entrySet().stream()
                        .map(artifact -> artifact.getKey() + ": " + String.join(", ", artifact.getValue()))
                        .collect(Collectors.joining("; "))
                + ")"));
        return lines;
    }

    private static String row(ContractRun run) {
        return "| `%s` | %s | %d | %d | %d | %d | %s |"
                .formatted(
                        run.artifact(),
                        run.subject(),
                        run.passed(),
                        run.undeclared(),
                        run.untried(),
                        run.deviations().size(),
                        run.missing());
    }
}
