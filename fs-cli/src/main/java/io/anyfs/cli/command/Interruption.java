package io.anyfs.cli.command;

import io.anyfs.cli.command.Signals.Signal;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Turns the first signal into an interrupt of the thread that works, and the second into the end. */
final class Interruption {

    private final AtomicReference<@Nullable Signal> first = new AtomicReference<>();

    private Interruption() {}

    static Interruption of(Thread worker, Signals signals) {
        Interruption interruption = new Interruption();
        signals.listen(signal -> {
            if (interruption.first.compareAndSet(null, signal)) {
                worker.interrupt();
            } else {
                Runtime.getRuntime().halt(signal.exitCode().number());
            }
        });
        return interruption;
    }

    /** What interrupted the thread, if a signal did. */
    @Nullable
    Signal signal() {
        return first.get();
    }
}
