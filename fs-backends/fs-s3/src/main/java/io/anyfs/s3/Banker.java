package io.anyfs.s3;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Lends units of something scarce so that all who borrow can always get the rest of what they claimed, one after the other: the
 * banker's algorithm (E. W. Dijkstra, EWD 623). For one thread at a time.
 */
final class Banker {

    private final int units;
    /** Those with units, by what they still need: if the first can be served, it brings back what serves the next. */
    private final NavigableSet<Loan> open =
            new TreeSet<>(Comparator.comparingInt(Loan::need).thenComparing(loan -> loan.number));

    private long numbers;
    /** Units of loans that are still open. */
    private int lent;
    /** Units that are out, those of settled loans included. */
    private int used;

    Banker(int units) {
        this.units = units;
    }

    int units() {
        return units;
    }

    int used() {
        return used;
    }

    /** Opens a loan that will be of at most so many units. */
    Loan open(int claim) {
        if (claim > units) {
            throw new IllegalArgumentException("a claim of " + claim + " units, of which there are " + units);
        }
        return new Loan(claim, numbers++);
    }

    /** Lends another unit, unless that could leave all waiting for each other. */
    boolean lend(Loan loan) {
        if (loan.settled || loan.need() == 0) {
            throw new IllegalStateException("a loan of " + loan.claim + " units that may not grow");
        }
        if (used == units) {
            return false;
        }
        change(loan, 1);
        if (isSafe()) {
            return true;
        }
        change(loan, -1);
        return false;
    }

    /** Takes back units of a loan that stays open. */
    void reduce(Loan loan, int count) {
        if (loan.settled) {
            giveBack(count);
        } else {
            change(loan, -count);
        }
    }

    /** Closes a loan: it gets no more units, and will give back those that it has without waiting for anything. */
    void settle(Loan loan) {
        if (!loan.settled) {
            open.remove(loan);
            lent -= loan.got;
            loan.settled = true;
        }
    }

    /** Takes back units of settled loans. */
    void giveBack(int count) {
        used -= count;
    }

    private void change(Loan loan, int count) {
        open.remove(loan);
        loan.got += count;
        lent += count;
        used += count;
        if (loan.got > 0) {
            open.add(loan);
        }
    }

    /** Whether there is an order in which all can be served. What is settled comes back by itself. */
    private boolean isSafe() {
        if (open.isEmpty()) {
            return true;
        }
        int available = units - lent;
        int most = open.last().need();
        for (Loan loan : open) {
            if (most <= available) {
                return true;
            } else if (loan.need() > available) {
                return false;
            }
            available += loan.got;
        }
        return true;
    }

    /** Units for one purpose. */
    static final class Loan {
        private final int claim;
        private final long number;
        private int got;
        private boolean settled;

        private Loan(int claim, long number) {
            this.claim = claim;
            this.number = number;
        }

        private int need() {
            return claim - got;
        }
    }
}
