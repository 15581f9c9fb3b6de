package io.anyfs.it.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The part of the page that says what artifacts weigh. */
final class WeightTable {

    private static final List<String> HEAD =
            List.of("| artifact | its jar | with all that it brings | jars |", "| --- | ---: | ---: | ---: |");

    private final List<String> lines;

    WeightTable(List<String> lines) {
        this.lines = lines;
    }

    /** What is not so any more, a sentence each. */
    List<String> wrong(List<Weight> weights) {
        List<String> wrong = new ArrayList<>();
        for (Weight weight : weights) {
            Optional<String> row = line("| `" + weight.artifact() + "` |");
            if (row.isEmpty()) {
                wrong.add(weight.artifact() + " is not in the table");
            } else if (!line("- `" + weight.artifact() + "`:").equals(Optional.of(weight.list()))) {
                wrong.add(weight.artifact() + " brings something else: " + weight.list());
            } else if (!weight.isNear(row.get())) {
                wrong.add(weight.artifact() + " weighs something else: " + weight.row());
            }
        }
        return wrong;
    }

    /** With these in it, and of the others what it has. Artifacts that are none any more are dropped. */
    List<String> with(List<Weight> weights, List<String> artifacts) {
        Map<String, Weight> known = weights.stream().collect(Collectors.toMap(Weight::artifact, weight -> weight));
        List<String> rows = new ArrayList<>(HEAD);
        List<String> lists = new ArrayList<>();
        for (String artifact : artifacts) {
            Weight weight = known.get(artifact);
            if (weight == null) {
                line("| `" + artifact + "` |").ifPresent(rows::add);
                line("- `" + artifact + "`:").ifPresent(lists::add);
            } else {
                rows.add(weight.row());
                lists.add(weight.list());
            }
        }
        rows.addAll(List.of("", "<details>", "<summary>The names of the jars</summary>", ""));
        rows.addAll(lists);
        rows.addAll(List.of("", "</details>"));
        return rows;
    }

    private Optional<String> line(String start) {
        Predicate<String> starts = line -> line.startsWith(start);
        return lines.stream().filter(starts).findFirst();
    }
}
