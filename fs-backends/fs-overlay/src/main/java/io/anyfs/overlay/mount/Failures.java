package io.anyfs.overlay.mount;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Goes on after a failure and keeps every one: the first, with the others as suppressed. Used by one thread. */
final class Failures {

    private @Nullable Exception first;

    Failures() {}

    Failures(Exception first) {
        this.first = first;
    }

    @FunctionalInterface
    interface Attempt {
        void run() throws IOException;
    }

    /** Does something; of its failure is kept what {@code told} makes of it. */
    void attempt(Attempt attempt, UnaryOperator<IOException> told) {
        try {
            attempt.run();
        } catch (IOException failure) {
            keep(told.apply(failure));
        } catch (RuntimeException failure) {
            keep(failure);
        }
    }

    private void keep(Exception failure) {
        if (first == null) {
            first = failure;
        } else {
            first.addSuppressed(failure);
        }
    }

    void throwIfAny() throws IOException {
        if (first instanceof IOException failure) {
            throw failure;
        }
        if (first instanceof RuntimeException failure) {
            throw failure;
        }
    }
}
