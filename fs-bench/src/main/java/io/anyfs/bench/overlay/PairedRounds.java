package io.anyfs.bench.overlay;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Compares what two operations cost on a machine that also does other work. Both are run in short blocks, in turns; each block
 * is compared with the other's block next to it, by CPU time of this thread, and the median of all pairs counts. So neither
 * what others do, nor a collection of garbage, nor what changes slowly gets into the ratio.
 */
final class PairedRounds {

    private static final int WARM_UP_ROUNDS = 2_000;
    private static final int ROUNDS = 2_000;

    /** Long by what reading the clock costs, short by what a scheduler gives. */
    private static final long BLOCK_NANOS = 1_000_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Where results go, so that no compiler leaves out what leads to them. */
    static volatile long consumed;

    private PairedRounds() {}

    /** What is compared; gives a number that depends on all it does. */
    @FunctionalInterface
    interface Operation {
        long run() throws IOException;
    }

    /**
     * What was found out.
     *
     * @param ratio CPU time of the second by that of the first
     * @param nanos CPU time of one operation, the first
     * @param moreBytes what one of the second allocates more
     */
    record Comparison(double ratio, double nanos, double moreBytes) {

        String toLine() {
            return ratio + " " + nanos + " " + moreBytes;
        }

        static Comparison parse(String line) {
            String[] words = line.split(" ", -1);
            return new Comparison(
                    Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
        }
    }

    static Comparison compare(Operation first, Operation second) throws IOException {
        int times = timesInBlock(first);
        compare(first, second, times, WARM_UP_ROUNDS);
        return compare(first, second, timesInBlock(first), ROUNDS);
    }

    private static Comparison compare(Operation first, Operation second, int times, int rounds) throws IOException {
        double[] ratios = new double[rounds];
        double[] nanos = new double[rounds];
        long moreBytes = 0;
        for (int i = 0; i < rounds; i++) {
            // Who begins changes, so that neither always finds the caches as the other left them.
            boolean swapped = i % 2 == 1;
            Block one = block(swapped ? second : first, times);
            Block other = block(swapped ? first : second, times);
            Block ofFirst = swapped ? other : one;
            Block ofSecond = swapped ? one : other;
            ratios[i] = (double) ofSecond.nanos() / ofFirst.nanos();
            nanos[i] = (double) ofFirst.nanos() / times;
            moreBytes += ofSecond.bytes() - ofFirst.bytes();
        }
        return new Comparison(median(ratios), median(nanos), (double) moreBytes / ((double) rounds * times));
    }

    private static int timesInBlock(Operation operation) throws IOException {
        int times = 1;
        while (block(operation, times).nanos() < BLOCK_NANOS / 2) {
            times *= 2;
        }
        return times;
    }

    private record Block(long nanos, long bytes) {}

    private static Block block(Operation operation, int times) throws IOException {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        long results = 0;
        for (int i = 0; i < times; i++) {
            results += operation.run();
        }
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        consumed = results;
        return new Block(nanos, THREADS.getCurrentThreadAllocatedBytes() - bytes);
    }

    static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
