package io.anyfs.bench.s3;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The results of a task, as Markdown. */
final class ResultTable {

    /** What takes longer to tell by MiB than by files. */
    private static final long SMALL = 1 << 20;

    private ResultTable() {}

    /** Medians; a ratio is that of the speeds within a round. */
    static String of(Task task, List<Contender> contenders, Map<String, List<Contender.Result>> results) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s: %d × %d file(s) of %d KiB%n%n| | speed | times the baseline | seconds (least to most) | CPU s | peak MiB |%n",
                task.name(),
                task.clients(),
                task.files(),
                task.bytes() / 1024));
        table.append("| --- | --- | --- | --- | --- | --- |\n");
        for (Contender contender : contenders) {
            List<Contender.Result> own = results.get(contender.name());
            if (own != null) {
                table.append(row(task, contender, own, results.get(contender.baseline())));
            }
        }
        return table.toString();
    }

    private static String row(
            Task task, Contender contender, List<Contender.Result> own, @Nullable List<Contender.Result> others) {
        double seconds = median(own, Contender.Result::seconds);
        boolean small = task.bytes() < SMALL;
        double speed = (small ? task.files() * task.clients() : task.sum() / (double) (1 << 20)) / seconds;
        String ratio = others == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.2f",
                        median(IntStream.range(0, own.size())
                                .mapToDouble(round -> others.get(round).seconds()
                                        / own.get(round).seconds())
                                .toArray()));
        return String.format(
                Locale.ROOT,
                "| %s | %.0f %s | %s | %.2f (%.2f to %.2f) | %.2f | %.0f |%n",
                contender.name(),
                speed,
                small ? "files/s" : "MiB/s",
                ratio,
                seconds,
                own.stream().mapToDouble(Contender.Result::seconds).min().orElse(0),
                own.stream().mapToDouble(Contender.Result::seconds).max().orElse(0),
                median(own, Contender.Result::cpuSeconds),
                own.stream().mapToDouble(Contender.Result::peakMebibytes).max().orElse(0));
    }

    private static double median(List<Contender.Result> results, ToDoubleFunction<Contender.Result> figure) {
        return median(results.stream().mapToDouble(figure).toArray());
    }

    private static double median(double[] figures) {
        double[] sorted = Arrays.stream(figures).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
