package io.anyfs.expose.ftp;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many processes want this machine's processors, right now. Safe for use by many threads. */
final class HostLoad {

    static final HostLoad OF_THIS_MACHINE =
            new HostLoad(Path.of("/proc/loadavg"), Path.of("/sys/devices/system/cpu/online"));

    /** All that the system tells, and more. */
    private static final int LOAD_BYTES = 128;

    private final Path load;
    private final int processors;

    /** Where it cannot be known, as anywhere but on Linux, the machine is taken for busy. */
    private final int unknown;

    /** Some systems always tell the same (WSL 1); what was seen to change is a count. */
    private volatile boolean changes;

    /**
     * What two files of Linux say.
     *
     * @param load {@code /proc/loadavg} (proc_loadavg(5))
     * @param online which processors the machine has
     */
    HostLoad(Path load, Path online) {
        this.load = load;
        this.processors = countProcessors(online);
        this.unknown = 4 * processors;
    }

    /** How many run or want to, this thread among them. */
    int running() {
        int running = read();
        if (running > 1 && running != unknown && !changes) {
            changes = true;
        }
        return running;
    }

    /**
     * Whether this thread is the only one that runs or wants to, seen twice: a thread that changes its processor in that very moment
     * is not counted.
     */
    boolean isElseIdle() {
        int first = running();
        return first == 1 && running() == first && changes;
    }

    /** How many turns there are until each process that wants a processor has had one: 1 if there is one to spare for each. */
    int turns(int running) {
        return Math.max(1, (running + processors - 1) / processors);
    }

    /** By a stream, which an interrupt does not close. */
    private int read() {
        byte[] bytes = new byte[LOAD_BYTES];
        try (FileInputStream in = new FileInputStream(load.toFile())) {
            // "0.20 0.18 0.12 1/80 11206": the fourth field begins with how many run or want to.
            String text = new String(bytes, 0, Math.max(0, in.read(bytes)), StandardCharsets.US_ASCII);
            int slash = text.indexOf('/');
            return Integer.parseInt(text, text.lastIndexOf(' ', slash) + 1, slash, 10);
        } catch (IOException | RuntimeException untold) {
            return unknown;
        }
    }

    /** Those of the machine, not those that this process may use: the load is the machine's too. */
    private static int countProcessors(Path online) {
        try {
            int count = 0;
            for (String range : Files.readString(online).strip().split(",", -1)) {
                String[] ends = range.split("-", 2);
                count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
            }
            return count;
        } catch (IOException | RuntimeException untold) {
            return Runtime.getRuntime().availableProcessors();
        }
    }
}
