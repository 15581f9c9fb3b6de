package io.anyfs.lifecycle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The leaks that were noticed in this process: counted, logged and told to listeners. Safe for use by many threads. */
public final class Leaks {

    private static final System.Logger LOG = System.getLogger("io.anyfs.leaks");
    private static final AtomicLong COUNT = new AtomicLong();
    private static final List<LeakListener> LISTENERS = new CopyOnWriteArrayList<>();

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
            COUNT.incrementAndGet();
            LOG.log(
                    System.Logger.Level.WARNING,
                    leak.toString(),
                    leak.resource().openedBy());
        }
        for (LeakListener listener : LISTENERS) {
            try {
                listener.leaked(leak);
            } catch (RuntimeException | Error failure) { // a test's assertion too: whoever closes must go on
                LOG.log(System.Logger.Level.ERROR, "a leak listener failed", failure);
            }
        }
    }
}
