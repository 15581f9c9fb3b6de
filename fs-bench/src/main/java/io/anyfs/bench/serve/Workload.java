package io.anyfs.bench.serve;

import java.io.IOException;

/** Something that clients do with a server. */
interface Workload {

    String name();

    /** What it counts: GiB, files, sessions. */
    String unit();

    boolean isFor(Server server);

    /** Makes what it needs; not measured. */
    default void prepare() throws IOException {}

    /** Does it once; how much was done. */
    double run(Server server) throws IOException, InterruptedException;

    /**
     * What was measured of one run.
     *
     * @param amount how much was done, in the workload's unit
     * @param seconds how long it took
     * @param cpuSeconds what the server and all that it started used
     * @param kibibytes memory of the server that was taken meanwhile and not given back, where that is looked at
     * @param threads how many threads it had then, where that is looked at
     */
    record Result(double amount, double seconds, double cpuSeconds, long kibibytes, int threads) {}

    /** Measures a run. */
    default Result measure(Server server) throws IOException, InterruptedException {
        prepare();
        try (CpuMeter meter = CpuMeter.start(server.tree())) {
            long start = System.nanoTime();
            double amount = run(server);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Result(amount, seconds, meter.cpuSeconds(), 0, 0);
        }
    }
}
