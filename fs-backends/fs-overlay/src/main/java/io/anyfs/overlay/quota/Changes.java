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

/** Makes changes of a storage, and counts by how much each has changed what is stored. */
record Changes(Ledger ledger, Places places, Claims claims, OpenInPlace inPlace) {

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
            Claims.Held held = claims.acquire(claim, path, () -> false);
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
    <T> T make(Hold hold, Amount wanted, Amount before, Count count, Work<T> work, After<T> after) throws IOException {
        Amount grown = Amount.NONE;
        try {
            hold.cover(wanted.growth());
            try {
                T result = work.run();
                grown = wanted;
                grown = after.of(result).minus(before);
                return result;
            } catch (IOException | RuntimeException | Error failure) {
                if (mayHaveHappened(failure)) {
                    grown = grownInSpiteOf(failure, wanted, before, count);
                }
                throw failure;
            }
        } finally {
            hold.end(grown);
        }
    }

    /** What has grown although the change failed; where that cannot be found out, as much as might have. */
    private static Amount grownInSpiteOf(Throwable failure, Amount wanted, Amount before, Count count) {
        // Looking must not fail only because the change was interrupted.
        boolean interrupted = Thread.interrupted();
        try {
            return count.now().minus(before);
        } catch (IOException | RuntimeException unknown) {
            failure.addSuppressed(unknown);
            return wanted.growth();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Some failures say that nothing was done; a lost connection does not. */
    static boolean mayHaveHappened(Throwable failure) {
        return switch (ErrorKind.of(failure)) {
            case IO, CORRUPT, TRANSIENT, INTERRUPTED, CLOSED, END_OF_FILE -> true;
            default -> false;
        };
    }
}
