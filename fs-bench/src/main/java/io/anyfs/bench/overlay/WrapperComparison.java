package io.anyfs.bench.overlay;

import io.anyfs.bench.overlay.PairedRounds.Comparison;
import io.anyfs.bench.overlay.WrapperProcess.Action;
import io.anyfs.bench.overlay.WrapperProcess.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Tells as Markdown what a wrapper that changes nothing costs, as users see it. The target: ratios below 1.05. Rows without
 * wrappers compare a storage with itself, and tell how far to trust the others.
 */
public final class WrapperComparison {

    private static final int[] WRAPPERS = {0, 1};

    private WrapperComparison() {}

    /** Takes the number of processes for each row, 10 if none is given. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int processes = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]);
        System.out.println("| storage | operation | wrappers | ns | more bytes allocated | ratio (least to most) |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (Storage storage : Storage.values()) {
            for (Action action : Action.values()) {
                for (int wrappers : WRAPPERS) {
                    List<Comparison> found = new ArrayList<>();
                    for (int i = 0; i < processes; i++) {
                        found.add(compare(storage, action, wrappers));
                    }
                    System.out.println(row(storage, action, wrappers, found));
                }
            }
        }
    }

    private static Comparison compare(Storage storage, Action action, int wrappers)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Few collections, whatever collector this machine gets.
                        "-Xms1g",
                        "-Xmx1g",
                        "-Xmn768m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WrapperProcess.class.getName(),
                        storage.name(),
                        action.name(),
                        Integer.toString(wrappers))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            int status = process.waitFor();
            if (status != 0 || line == null) {
                throw new IOException("the comparison of " + action + " ended with status " + status);
            }
            return Comparison.parse(line);
        } finally {
            process.destroy();
        }
    }

    private static String row(Storage storage, Action action, int wrappers, List<Comparison> found) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.0f | %.0f | %.3f (%.3f to %.3f) |",
                storage.name().toLowerCase(Locale.ROOT),
                action.name().toLowerCase(Locale.ROOT),
                wrappers,
                median(found, Comparison::nanos),
                median(found, Comparison::moreBytes),
                median(found, Comparison::ratio),
                found.stream().mapToDouble(Comparison::ratio).min().orElseThrow(),
                found.stream().mapToDouble(Comparison::ratio).max().orElseThrow());
    }

    private static double median(List<Comparison> found, ToDoubleFunction<Comparison> figure) {
        return PairedRounds.median(found.stream().mapToDouble(figure).toArray());
    }
}
