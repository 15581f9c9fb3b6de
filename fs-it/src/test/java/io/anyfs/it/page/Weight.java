package io.anyfs.it.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an artifact costs who depends on it.
 *
 * @param own the bytes of its jar
 * @param all the bytes of that and of all that it brings at run time
 * @param brought the artifacts that it brings, by their groups
 */
record Weight(String artifact, long own, long all, NavigableMap<String, NavigableSet<String>> brought) {

    /** A line of Maven's dependency plugin, such as {@code g:a:jar:1.0:compile:/home/me/.m2/a.jar -- module a}. */
    private static final Pattern DEPENDENCY = Pattern.compile(
            " *(?<group>[^: ]+):(?<artifact>[^:]+):jar(:[^:]+)?:[^:]+:(compile|runtime):(?<file>.+?\\.jar)(?<rest>.*)");

    /** As Maven has resolved it after the given time; empty if it has not. */
    static Optional<Weight> of(Module module, long since) throws IOException {
        Path list = module.target().resolve("run-time.txt");
        Optional<Path> jar = module.jar();
        if (jar.isEmpty()
                || !Files.exists(list)
                || Files.getLastModifiedTime(list).toMillis() < since) {
            return Optional.empty();
        }
        long own = Files.size(jar.get());
        long all = own;
        NavigableMap<String, NavigableSet<String>> brought = new TreeMap<>();
        for (String line : Files.readAllLines(list)) {
            Matcher dependency = DEPENDENCY.matcher(line);
            // Who depends on a module does not get what is optional in it.
            if (dependency.matches() && !dependency.group("rest").contains("(optional)")) {
                all += Files.size(Path.of(dependency.group("file")));
                brought.computeIfAbsent(dependency.group("group"), group -> new TreeSet<>())
                        .add(dependency.group("artifact"));
            }
        }
        return Optional.of(new Weight(module.artifact(), own, all, brought));
    }

    int jars() {
        return 1 + brought.values().stream().mapToInt(NavigableSet::size).sum();
    }

    /** Its row in the table. */
    String row() {
        return String.format(Locale.ROOT, "| `%s` | %s | %s | %d |", artifact, size(own), size(all), jars());
    }

    /** What it brings. */
    String list() {
        StringBuilder list = new StringBuilder("- `" + artifact + "`:");
        if (brought.isEmpty()) {
            return list.append(" nothing").toString();
        }
        for (Map.Entry<String, NavigableSet<String>> group : brought.entrySet()) {
            list.append(list.charAt(list.length() - 1) == ':' ? " `" : "; `")
                    .append(group.getKey())
                    .append("` ")
                    .append(String.join(", ", group.getValue()));
        }
        return list.toString();
    }

    /** Whether a row of the table is about right: sizes change with each commit. */
    boolean isNear(String row) {
        String told = row.split(" *\\| *", -1)[3];
        double number = Double.parseDouble(told.substring(0, told.indexOf(' ')));
        double bytes = number * (told.endsWith("MB") ? 1e6 : 1e3);
        return Math.abs(all - bytes) <= Math.max(0.2 * bytes, 150e3);
    }

    private static String size(long bytes) {
        return bytes < 999_500
                ? String.format(Locale.ROOT, "%d kB", Math.round(bytes / 1e3))
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
