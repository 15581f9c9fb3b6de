package io.anyfs.bench.serve;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The processor time that a server and its processes use from one moment to another. vsftpd has a process for each client, and none
 * that inherits what it used: so they are looked at again and again, and what a process used is what it had when it was last seen.
 */
final class CpuMeter implements Closeable {

    private static final long EACH_MILLIS = 10;

    private final ProcessTree tree;
    private final double before;
    private final double ownBefore;
    private final Map<Long, Double> last = new HashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private CpuMeter(ProcessTree tree) throws IOException {
        this.tree = tree;
        this.before = tree.cpuSeconds();
        this.ownBefore = sum(tree.ownCpuSeconds());
    }

    static CpuMeter start(ProcessTree tree) throws IOException {
        CpuMeter meter = new CpuMeter(tree);
        ScheduledFuture<?> unused =
                meter.clock.scheduleWithFixedDelay(meter::lookAgain, 0, EACH_MILLIS, TimeUnit.MILLISECONDS);
        return meter;
    }

    /** What was used until now: what the processes tell together, or what was seen of each if that is more. */
    double cpuSeconds() throws IOException {
        double told = tree.cpuSeconds() - before;
        look();
        synchronized (this) {
            return Math.max(told, sum(last) - ownBefore);
        }
    }

    private void look() throws IOException {
        Map<Long, Double> seen = tree.ownCpuSeconds();
        synchronized (this) {
            last.putAll(seen);
        }
    }

    private void lookAgain() {
        try {
            look();
        } catch (IOException ended) {
            // A process that ends while it is looked at was seen before.
        }
    }

    private static double sum(Map<Long, Double> seconds) {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
