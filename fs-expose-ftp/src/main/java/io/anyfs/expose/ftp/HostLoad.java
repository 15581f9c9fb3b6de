package io.anyfs.expose.ftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this machine has a processor to spare, right now. */
final class HostLoad {

    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private HostLoad() {}

    /**
     * Whether no process waits for a processor: the kernel counts no more that want to run than can. False if that cannot be
     * known, as anywhere but on Linux.
     */
    static boolean isCalm() {
        try {
            // "0.20 0.18 0.12 1/80 11206": the fourth field begins with how many run or want to.
            String[] fields = Files.readString(LOAD).split(" ", 5);
            int running = Integer.parseInt(fields[3].substring(0, fields[3].indexOf('/')));
            return running <= PROCESSORS;
        } catch (IOException | RuntimeException unknown) {
            return false;
        }
    }
}
