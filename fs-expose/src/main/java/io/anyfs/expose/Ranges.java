package io.anyfs.expose;

import java.time.Duration;

/** Checks of what limits are set to. In a class of its own, so that the defaults of several kinds of limits do not wait for each other. */
final class Ranges {

    private Ranges() {}

    static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be 1 or more: " + value);
        }
    }

    static void requirePositive(String what, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(what + " must be more than zero: " + value);
        }
    }

    static void requireNotNegative(String what, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " must be 0 or more: " + value);
        }
    }

    static void requireNotNegative(String what, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative: " + value);
        }
    }
}
