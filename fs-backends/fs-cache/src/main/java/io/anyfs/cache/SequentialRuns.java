package io.anyfs.cache;

/**
 * How many blocks to fetch at once: one where a reader jumps about; more and more where it reads on, so that a storage is asked
 * for big ranges, each behind the one before. Safe for use by many threads.
 */
final class SequentialRuns {

    private final int most;
    private long last = -1;
    private int run = 1;
    private boolean readsOn;

    /**
     * Runs of a length.
     *
     * @param most how many blocks at once, 1 or more
     */
    SequentialRuns(int most) {
        this.most = most;
    }

    /** The reader needs a block, which may be there. */
    synchronized void needed(long index) {
        if (index != last) {
            readsOn = index == last + 1;
            last = index;
        }
    }

    /** The block that the reader needs has to be fetched: how many to fetch from it on. */
    synchronized int missing(long index, long wanted) {
        run = readsOn && index > 0 ? (int) Math.min(most, run * 2L) : 1;
        return (int) Math.min(most, Math.max(run, wanted));
    }
}
