package io.anyfs.it.compose;

import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.tck.model.Step;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a call gave.
 *
 * @param text what it gave in words; empty if it failed
 * @param failure why it failed
 */
record Outcome(String text, @Nullable IOException failure) {

    static Outcome of(Step step, FileSystem fs) {
        try {
            return new Outcome(step.on(fs), null);
        } catch (IOException failure) {
            return new Outcome("", failure);
        }
    }

    boolean agreesWith(Outcome expected, Step step) {
        if (failure == null || expected.failure == null) {
            return failure == null && expected.failure == null && text.equals(expected.text);
        }
        return step.mayFailAs(ErrorKind.of(expected.failure), ErrorKind.of(failure));
    }

    boolean failed() {
        return failure != null;
    }

    /** Whether the composition cannot do this here, though elsewhere. */
    boolean refused() {
        return failure != null
                && (ErrorKind.of(failure) == ErrorKind.UNSUPPORTED || ErrorKind.of(failure) == ErrorKind.BUSY);
    }

    /** Whether an injected fault is told, as what went wrong or beside it. */
    boolean injected() {
        return failure != null && isInjected(failure);
    }

    static boolean isInjected(@Nullable Throwable failure) {
        if (failure == null) {
            return false;
        }
        if (String.valueOf(failure.getMessage()).contains("injected: ") || isInjected(failure.getCause())) {
            return true;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (isInjected(suppressed)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return failure == null ? text : failure.toString();
    }
}
