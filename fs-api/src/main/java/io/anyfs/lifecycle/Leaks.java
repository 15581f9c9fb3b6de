package io.anyfs.lifecycle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The leaks that were noticed in this process: counted, logged and told to listeners. Of many leaks in a short time only
 * some are logged, listeners are told of all. Safe for use by many threads.
 */
public final class Leaks {

    private static final System.Logger LOG = System.getLogger("io.anyfs.leaks");
    private static final AtomicLong COUNT = new AtomicLong();
    private static final List<LeakListener> LISTENERS = new CopyOnWriteArrayList<>();
    private static final LogLimit LIMIT = new LogLimit(20, TimeUnit.SECONDS.toNanos(10));

    private Leaks() {}

    /** How many resources became garbage while they were open, since the process began. */
    public static long count() {
        return COUNT.get();
    }

    /** Tells the listener of every leak from now on. */
    public static void addListener(LeakListener listener) {
        LISTENERS.add(listener);
    }

    /** Tells the listener no more. */
    public static void removeListener(LeakListener listener) {
        LISTENERS.remove(listener);
    }

    static void report(ResourceLeak leak) {
        if (leak.cause() == ResourceLeak.Cause.GARBAGE) {
            long count = COUNT.incrementAndGet();
            long passedOver = LIMIT.pass(System.nanoTime());
            if (passedOver >= 0) {
                String others =
                        passedOver == 0 ? "" : "; " + passedOver + " others were not logged, " + count + " in all";
                LOG.log(
                        System.Logger.Level.WARNING,
                        DumpText.escape(leak.toString()) + others,
                        leak.resource().openedBy());
            }
        }
        for (LeakListener listener : LISTENERS) {
            try {
                listener.leaked(leak);
            } catch (RuntimeException | Error failure) { // a test's assertion too: whoever closes must go on
                LOG.log(System.Logger.Level.ERROR, "a leak listener failed", failure);
            }
        }
    }

    /** Lets a few pass in each stretch of time, so that a leak in a busy place does not fill the disk with its reports. */
    static final class LogLimit {
        private final int most;
        private final long stretchNanos;
        private boolean begun;
        private long begin;
        private int passed;
        private long passedOver;

        LogLimit(int most, long stretchNanos) {
            this.most = most;
            this.stretchNanos = stretchNanos;
        }

        /** -1 if this one must not pass, else how many did not since the last that did. */
        synchronized long pass(long now) {
            if (!begun || now - begin >= stretchNanos) {
                begun = true;
                begin = now;
                passed = 0;
            }
            if (passed == most) {
                passedOver++;
                return -1;
            }
            passed++;
            long before = passedOver;
            passedOver = 0;
            return before;
        }
    }
}
