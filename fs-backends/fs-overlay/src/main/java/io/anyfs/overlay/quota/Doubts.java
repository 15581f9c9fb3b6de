package io.anyfs.overlay.quota;

import io.anyfs.FsPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes after which it could not be looked what is there. They are counted as if they had happened, and looked at before anything
 * else changes there, so that the count is right again before anybody can rely on it.
 */
@SuppressWarnings("try") // a claim is only held
final class Doubts {

    private final Ledger ledger;
    private final Claims claims;

    // Guarded by this object's lock.
    private final List<Doubt> all = new ArrayList<>();

    Doubts(Ledger ledger, Claims claims) {
        this.ledger = ledger;
        this.claims = claims;
    }

    /**
     * A change that may have happened.
     *
     * @param claim the places whose entries are counted
     * @param counted how much is counted as being there
     * @param count looks at what is there
     */
    record Doubt(Claim claim, FsPath path, Amount counted, Changes.Count count) {}

    /** For those who have the claim. */
    synchronized void add(Doubt doubt) {
        all.add(doubt);
    }

    /** Whether there is one about what a claim is for. */
    boolean concern(Claim claim) {
        return !concerning(claim).isEmpty();
    }

    /** Looks at what a claim is for, which must not be held yet. */
    void settle(Claim claim) throws IOException {
        for (Doubt doubt : concerning(claim)) {
            settle(doubt);
        }
    }

    /** Looks at all that is in doubt. */
    void settleAll() throws IOException {
        for (Doubt doubt : snapshot()) {
            settle(doubt);
        }
    }

    private void settle(Doubt doubt) throws IOException {
        try (Claims.Held held = claims.acquire(doubt.claim, doubt.path, () -> false)) {
            if (isOpen(doubt)) {
                Amount there = doubt.count.now();
                close(doubt);
                ledger.settle(Amount.NONE, there.minus(doubt.counted));
            }
        }
    }

    private List<Doubt> concerning(Claim claim) {
        return snapshot().stream().filter(doubt -> doubt.claim.conflicts(claim)).toList();
    }

    private synchronized List<Doubt> snapshot() {
        return List.copyOf(all);
    }

    private synchronized boolean isOpen(Doubt doubt) {
        return all.contains(doubt);
    }

    private synchronized void close(Doubt doubt) {
        all.remove(doubt);
    }
}
