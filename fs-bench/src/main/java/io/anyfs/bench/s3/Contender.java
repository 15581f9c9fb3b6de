package io.anyfs.bench.s3;

import java.io.Closeable;
import java.io.IOException;

/** Who does the tasks. */
interface Contender extends Closeable {

    String name();

    /** Whom it is compared with; its own name if others are compared with it. */
    String baseline();

    /** Does a task. What it uploads is in the bucket below the place then, which nobody used before. */
    Result run(Task task, String place) throws IOException, InterruptedException;

    /** How long it took, and the figures of the process that is measured: the one that speaks with the bucket. */
    record Result(double seconds, double cpuSeconds, long peakMebibytes) {}
}
