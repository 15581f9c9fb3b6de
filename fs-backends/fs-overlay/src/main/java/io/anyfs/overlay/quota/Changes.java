package io.anyfs.overlay.quota;

import io.anyfs.ErrorKind;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.overlay.quota.Claim.Extent;
import io.anyfs.overlay.quota.Claim.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Makes changes of a storage, and counts by how much each has changed what is stored. */
record Changes(Ledger ledger, Places places, Claims claims, Doubts doubts, OpenInPlace inPlace) {

    Changes(Ledger ledger, Places places, Claims claims) {
        this(ledger, places, claims, new Doubts(ledger, claims), new OpenInPlace());
    }

    /**
     * What a change is made to.
     *
     * @param claim its places, which are held
     * @param before what is there before
     * @param count looks at what is there
     */
    record Subject(Claim claim, Amount before, Count count) {}

    /** What is to be claimed; asked again where what it depends on may have changed meanwhile. */
    @FunctionalInterface
    interface Wanted {
        List<Part> parts() throws IOException;
    }

    /** Counts what is there. */
    @FunctionalInterface
    interface Count {
        Amount now() throws IOException;
    }

    /** A change. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** What is there after a change that has succeeded. */
    @FunctionalInterface
    interface After<T> {
        Amount of(T result) throws IOException;
    }

    /** Claims places for a change that nobody else may make under way, not even in place. */
    Claims.Held claim(FsPath path, Wanted wanted) throws IOException {
        return claim(path, wanted, false, false);
    }

    /** Claims a place for a deletion of all below it. */
    Claims.Held claimForDeletion(FsPath path, Wanted wanted) throws IOException {
        return claim(path, wanted, true, false);
    }

    /** Claims a place for writing in place, which several may at once. */
    Claims.Held claimInPlace(FsPath path, Wanted wanted) throws IOException {
        return claim(path, wanted, false, true);
    }

    private Claims.Held claim(FsPath path, Wanted wanted, boolean deletion, boolean inPlaceToo) throws IOException {
        while (true) {
            Claim claim = new Claim(wanted.parts(), deletion);
            Claims.Held held = acquire(claim, path, () -> false);
            boolean right = false;
            try {
                if (wanted.parts().equals(claim.parts())) {
                    if (!inPlaceToo) {
                        inPlace.requireNone(claim, path);
                    }
                    right = true;
                    return held;
                }
            } finally {
                if (!right) {
                    held.close();
                }
            }
        }
    }

    /** Waits for a claim to places of which it is known what is there. */
    Claims.Held acquire(Claim claim, FsPath path, BooleanSupplier cancelled) throws IOException {
        while (true) {
            doubts.settle(claim);
            Claims.Held held = claims.acquire(claim, path, cancelled);
            if (!doubts.concern(claim)) {
                return held;
            }
            held.close();
        }
    }

    /** What a write has to claim: its file, and the directories that it creates on the way. */
    Wanted wantedToWrite(FsPath path, WriteOptions options, Extent extent) {
        return () -> {
            List<Part> parts = new ArrayList<>(places.parts(path, links(options), extent));
            if (createsParents(options)) {
                for (FsPath missing : places.missingParents(path)) {
                    parts.addAll(places.parts(missing, Links.FOLLOW, Extent.ENTRY));
                }
            }
            return parts;
        };
    }

    /** The directories that a write has to create, as an amount that shrinks as they come to be. */
    Amount missingParents(FsPath path, WriteOptions options) throws IOException {
        return new Amount(
                0, createsParents(options) ? places.missingParents(path).size() : 0);
    }

    static boolean createsParents(WriteOptions options) {
        return options.createParents() && !options.mustExist();
    }

    /** A new file never goes through a link. */
    static Links links(WriteOptions options) {
        return options.mode() == WriteMode.CREATE_NEW ? Links.NO_FOLLOW : Links.FOLLOW;
    }

    /**
     * Makes a change, for which there is a claim, and ends the hold.
     *
     * @param wanted how much more there is when it succeeds, as far as that is known before
     */
    <T> T make(Subject subject, Hold hold, Amount wanted, Work<T> work, After<T> after) throws IOException {
        Amount grown = Amount.NONE;
        try {
            hold.cover(wanted.growth());
            T result;
            try {
                result = work.run();
            } catch (IOException | RuntimeException | Error failure) {
                if (mayHaveHappened(failure)) {
                    grown = grownInSpiteOf(failure, subject, hold, wanted.growth());
                }
                throw failure;
            }
            grown = grownWith(() -> after.of(result), subject, hold, wanted);
            return result;
        } finally {
            hold.end(grown);
        }
    }

    /** What has grown although the change failed. */
    private Amount grownInSpiteOf(Throwable failure, Subject subject, Hold hold, Amount atMost) {
        // Looking must not fail only because the change was interrupted.
        boolean interrupted = Thread.interrupted();
        try {
            return subject.count().now().minus(subject.before());
        } catch (IOException | RuntimeException unknown) {
            failure.addSuppressed(unknown);
            return inDoubt(subject, hold, atMost);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What has grown by a change that succeeded; nobody is to be told that it failed only because it cannot be looked at. */
    private Amount grownWith(Count after, Subject subject, Hold hold, Amount wanted) {
        try {
            return after.now().minus(subject.before());
        } catch (IOException | RuntimeException unknown) {
            return inDoubt(subject, hold, wanted);
        }
    }

    private Amount inDoubt(Subject subject, Hold hold, Amount grown) {
        doubts.add(
                new Doubts.Doubt(subject.claim(), hold.path(), subject.before().plus(grown), subject.count()));
        return grown;
    }

    /** Some failures say that nothing was done; a lost connection does not. */
    static boolean mayHaveHappened(Throwable failure) {
        return switch (ErrorKind.of(failure)) {
            case IO, CORRUPT, TRANSIENT, INTERRUPTED, CLOSED, END_OF_FILE -> true;
            default -> false;
        };
    }
}
