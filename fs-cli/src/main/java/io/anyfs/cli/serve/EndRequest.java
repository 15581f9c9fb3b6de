package io.anyfs.cli.serve;

import io.anyfs.cli.command.Signals;
import java.util.concurrent.CountDownLatch;

/** Waits for the first signal; the second ends the process at once. */
final class EndRequest {

    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile Runnable beforeHalt = () -> {};

    EndRequest(Signals signals) {
        signals.listen(signal -> {
            if (asked.getCount() == 0) {
                beforeHalt.run();
                Runtime.getRuntime().halt(signal.exitCode().number());
            }
            asked.countDown();
        });
    }

    /** What is done even when the process ends at once. It has to be short. */
    void beforeHalt(Runnable action) {
        beforeHalt = action;
    }

    void await() throws InterruptedException {
        asked.await();
    }
}
