package io.anyfs.bench.mount;

import io.anyfs.bench.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Compares {@code anyfs mount} with sshfs over OpenSSH and with {@code rclone mount}, over one directory in memory. Each is a process of
 * its own; in every round each has a turn, with files of its own that no kernel has seen. The first rounds, in which Java compiles, do
 * not count. What a mount takes of the processors is that of its own processes: what {@code rclone} stores later, after the file was
 * closed, is not in it.
 *
 * <pre>{@code
 * java -cp 'fs-bench/target/bench/lib/*' io.anyfs.bench.mount.MountComparison rounds=5
 * }</pre>
 *
 * <p>Settings, all of them optional:
 *
 * <ul>
 *   <li>{@code mounts}, {@code workloads}: the names of those that are wanted, with commas
 *   <li>{@code rounds}, {@code warmup}: how many count, and how many go before
 *   <li>{@code mib}, {@code files}, {@code entries}, {@code reads}: how much of each
 *   <li>{@code anyfs}: the script, {@code ./anyfs}
 * </ul>
 *
 * It needs Linux with FUSE 3, OpenSSH, and the mounts that are wanted.
 */
public final class MountComparison {

    private static final String OURS = "anyfs";

    private final Settings settings;

    private MountComparison(Settings settings) {
        this.settings = settings;
    }

    /** Prints a table for each workload. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings = new Settings(arguments);
        new MountComparison(settings).run();
    }

    private void run() throws IOException, InterruptedException {
        Path script = Path.of(settings.get("anyfs", "./anyfs")).toAbsolutePath();
        List<Mount> mounts = new ArrayList<>();
        try (Mounts all = Mounts.create(script)) {
            try {
                for (String name : Mounts.NAMES) {
                    if (settings.isWanted("mounts", name)) {
                        mounts.add(all.start(name));
                    }
                }
                for (Workload workload : workloads()) {
                    if (settings.isWanted("workloads", workload.name())) {
                        compare(workload, mounts, all.files());
                    }
                }
            } finally {
                for (Mount mount : mounts) {
                    mount.close();
                }
            }
        }
    }

    private List<Workload> workloads() {
        int mebibytes = settings.number("mib", 512);
        int files = settings.number("files", 2_000);
        return List.of(
                Workload.write(mebibytes),
                Workload.rewrite(mebibytes),
                Workload.read(mebibytes),
                Workload.readPages(settings.number("reads", 5_000), mebibytes),
                Workload.create(files),
                Workload.stat(files),
                Workload.unlink(files),
                Workload.find(settings.number("entries", 10_000)));
    }

    private void compare(Workload workload, List<Mount> mounts, Path files) throws IOException, InterruptedException {
        int warmUp = settings.number("warmup", 2);
        int rounds = warmUp + settings.number("rounds", 5);
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        Map<String, List<Double>> processors = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Mount mount : mounts) {
                Measured measured = measure(workload, mount, files);
                if (round >= warmUp) {
                    rates.computeIfAbsent(mount.name(), none -> new ArrayList<>())
                            .add(measured.rate());
                    processors
                            .computeIfAbsent(mount.name(), none -> new ArrayList<>())
                            .add(measured.processorSeconds());
                }
            }
        }
        System.out.printf(
                "%n%s%n%n| | %s/s | anyfs is times as fast | processor s per 1,000 %s |%n| --- | --- | --- | --- |%n",
                workload.name(), workload.unit(), workload.unit());
        List<Double> ours = rates.get(OURS);
        rates.forEach((name, own) -> System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %s | %.2f |%n",
                name,
                median(own),
                ours == null ? "" : ratio(ours, own),
                median(processors.getOrDefault(name, List.of()))));
    }

    /**
     * A round.
     *
     * @param rate how many units a second
     * @param processorSeconds what the mount took of the processors for 1,000 units
     */
    private record Measured(double rate, double processorSeconds) {}

    private static Measured measure(Workload workload, Mount mount, Path files)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(files, mount.name());
        try {
            Path mounted = mount.at().resolve(directory.getFileName());
            while (!Files.exists(mounted)) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            AtomicLong begin = new AtomicLong();
            AtomicReference<Duration> before = new AtomicReference<>(Duration.ZERO);
            workload.work().run(directory, mount.at().resolve(directory.getFileName()), () -> {
                before.set(mount.processorTime());
                begin.set(System.nanoTime());
            });
            double seconds = (System.nanoTime() - begin.get()) / 1e9;
            Duration taken = mount.processorTime().minus(before.get());
            return new Measured(workload.amount() / seconds, taken.toNanos() / 1e6 / workload.amount());
        } finally {
            Mount.start("rm", "-rf", directory.toString()).waitFor();
        }
    }

    private static String ratio(List<Double> ours, List<Double> theirs) {
        return String.format(
                Locale.ROOT,
                "%.2f",
                median(IntStream.range(0, ours.size())
                        .mapToDouble(round -> ours.get(round) / theirs.get(round))
                        .toArray()));
    }

    private static double median(List<Double> figures) {
        return median(figures.stream().mapToDouble(figure -> figure).toArray());
    }

    private static double median(double[] figures) {
        double[] sorted = Arrays.stream(figures).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
