package io.anyfs.expose.ftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many processes want this machine's processors, right now. */
final class HostLoad {

    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");
    private static final int PROCESSORS = countProcessors();

    /** Where it cannot be known, as anywhere but on Linux, the machine is taken for busy. */
    private static final int UNKNOWN = 4 * PROCESSORS;

    /** Some systems always tell the same (WSL 1); what was seen to change is a count. */
    private static volatile boolean changes;

    private HostLoad() {}

    /** How many run or want to, this thread among them. */
    static int running() {
        int running = read();
        if (running > 1 && running != UNKNOWN && !changes) {
            changes = true;
        }
        return running;
    }

    /**
     * Whether this thread is the only one that runs or wants to, seen twice: a thread that changes its processor in that very moment
     * is not counted.
     */
    static boolean isElseIdle() {
        int most = Math.max(running(), running());
        return most == 1 && changes;
    }

    /** How many turns there are until each process that wants a processor has had one: 1 if there is one to spare for each. */
    static int turns(int running) {
        return Math.max(1, (running + PROCESSORS - 1) / PROCESSORS);
    }

    private static int read() {
        try {
            // "0.20 0.18 0.12 1/80 11206": the fourth field begins with how many run or want to.
            String[] fields = Files.readString(LOAD).split(" ", 5);
            return Integer.parseInt(fields[3].substring(0, fields[3].indexOf('/')));
        } catch (IOException | RuntimeException unknown) {
            return UNKNOWN;
        }
    }

    /** Those of the machine, not those that this process may use: the load is the machine's too. */
    private static int countProcessors() {
        try {
            int count = 0;
            for (String range : Files.readString(ONLINE).strip().split(",", -1)) {
                String[] ends = range.split("-", 2);
                count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
            }
            return count;
        } catch (IOException | RuntimeException unknown) {
            return Runtime.getRuntime().availableProcessors();
        }
    }
}
