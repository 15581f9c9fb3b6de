package io.anyfs.lifecycle;

/** The place in the code where a resource was opened. Never thrown: it is the cause of a report. */
public final class OpeningPlace extends Exception {

    private static final long serialVersionUID = 1L;

    private final String threadName;

    OpeningPlace(String threadName) {
        super("opened here, on thread " + threadName, null, false, true);
        this.threadName = threadName;
    }

    /** The thread that opened it. */
    public String threadName() {
        return threadName;
    }
}
