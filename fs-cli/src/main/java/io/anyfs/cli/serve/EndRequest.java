package io.anyfs.cli.serve;

import io.anyfs.cli.command.Signals;
import java.util.concurrent.CountDownLatch;

/** Waits for the first signal; the second ends the process at once. */
final class EndRequest {

    private final CountDownLatch asked = new CountDownLatch(1);

    EndRequest(Signals signals) {
        signals.listen(signal -> {
            if (asked.getCount() == 0) {
                Runtime.getRuntime().halt(signal.exitCode().number());
            }
            asked.countDown();
        });
    }

    void await() throws InterruptedException {
        asked.await();
    }
}
