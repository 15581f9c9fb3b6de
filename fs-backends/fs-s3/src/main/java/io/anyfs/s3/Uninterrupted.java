package io.anyfs.s3;

import java.io.IOException;

/** What has to be done although the thread was interrupted, as it is to undo what the interrupt ended. */
final class Uninterrupted {

    private Uninterrupted() {}

    /** Requests. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Keeps the interrupt for later: the SDK sends nothing on an interrupted thread. A new one ends the work. */
    static void run(Work work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
