package io.anyfs.junit;

import io.anyfs.lifecycle.LeakDetection;

/**
 * {@link LeakDetection#STRICT} while anybody needs it. The level is one for the process, so with tests in parallel it is
 * strict for all from the beginning of the first to the end of the last, and then what it was before.
 */
final class StrictDetection implements AutoCloseable {

    private static int users;
    private static LeakDetection before = LeakDetection.SAMPLED;

    private StrictDetection() {}

    static StrictDetection begin() {
        synchronized (StrictDetection.class) {
            if (users++ == 0) {
                before = LeakDetection.current();
                LeakDetection.use(LeakDetection.STRICT);
            }
        }
        return new StrictDetection();
    }

    @Override
    public void close() {
        synchronized (StrictDetection.class) {
            if (--users == 0) {
                LeakDetection.use(before);
            }
        }
    }
}
