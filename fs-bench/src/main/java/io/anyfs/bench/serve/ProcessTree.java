package io.anyfs.bench.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A process and all that it started: what Linux tells of them (proc(5)). */
record ProcessTree(ProcessHandle root) {

    /** Linux tells it in ticks of USER_HZ, which is 100 on all that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** Where the times are, behind the name: user and system, and those of children that were waited for. */
    private static final List<Integer> TIMES = List.of(11, 12, 13, 14);

    /** What all have used, those that have ended among them, if their parent has noticed. */
    double cpuSeconds() throws IOException {
        long ticks = 0;
        for (ProcessHandle process : all()) {
            String stat = read(process, "stat");
            if (!stat.isEmpty()) {
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                for (int field : TIMES) {
                    ticks += Long.parseLong(fields[field]);
                }
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** What each has used itself, by its number: no child that has ended is in it. */
    Map<Long, Double> ownCpuSeconds() throws IOException {
        Map<Long, Double> seconds = new HashMap<>();
        for (ProcessHandle process : all()) {
            String stat = read(process, "stat");
            if (!stat.isEmpty()) {
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                long ticks = Long.parseLong(fields[TIMES.get(0)]) + Long.parseLong(fields[TIMES.get(1)]);
                seconds.put(process.pid(), ticks / TICKS_PER_SECOND);
            }
        }
        return seconds;
    }

    /** The memory that is theirs, with their share of what they share. */
    long kibibytes() throws IOException {
        return sum("smaps_rollup", "Pss:");
    }

    int threads() throws IOException {
        return (int) sum("status", "Threads:");
    }

    private long sum(String file, String label) throws IOException {
        long sum = 0;
        for (ProcessHandle process : all()) {
            sum += read(process, file)
                    .lines()
                    .filter(line -> line.startsWith(label))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
        return sum;
    }

    private List<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    /** Empty if the process has ended meanwhile. */
    private static String read(ProcessHandle process, String name) throws IOException {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), name));
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException failure) {
            if (process.isAlive()) {
                throw failure;
            }
            return "";
        }
    }
}
