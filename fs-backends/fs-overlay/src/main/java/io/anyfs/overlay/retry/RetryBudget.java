package io.anyfs.overlay.retry;

/** Bounds how many attempts there are more than calls, so that a storage that is down is not asked several times as often. */
final class RetryBudget {

    private final double ratio;
    private final int burst;
    private double tokens;

    RetryBudget(double ratio, int burst) {
        this.ratio = ratio;
        this.burst = burst;
        this.tokens = burst;
    }

    synchronized void called() {
        tokens = Math.min(burst, tokens + ratio);
    }

    /** Takes what one more attempt costs; false if there is too little. */
    synchronized boolean take() {
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
