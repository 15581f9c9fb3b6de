package io.anyfs.bench.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux tells of a process (proc(5)).
 *
 * @param cpuSeconds what all its threads have used, user and system
 * @param peakMebibytes the most memory that was resident at once
 */
record ProcessFigures(double cpuSeconds, long peakMebibytes) {

    /** Linux tells it in ticks of USER_HZ, which is 100 on all that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TICKS = 11;

    static ProcessFigures of(long pid) throws IOException {
        String stat = Files.readString(file(pid, "stat"));
        // Behind the name, which may hold blanks, in parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
        long peak = 0;
        for (String line : Files.readAllLines(file(pid, "status"))) {
            if (line.startsWith("VmHWM:")) {
                peak = Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return new ProcessFigures(ticks / TICKS_PER_SECOND, peak);
    }

    /** Lets the peak begin anew with what is resident now. */
    static void resetPeak(long pid) throws IOException {
        Files.writeString(file(pid, "clear_refs"), "5");
    }

    private static Path file(long pid, String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
