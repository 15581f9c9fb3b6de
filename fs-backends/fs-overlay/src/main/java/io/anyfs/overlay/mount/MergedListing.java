package io.anyfs.overlay.mount;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries of a directory, those of them that are mount points or above some as the tree knows them. */
final class MergedListing implements BackendListing {

    private final BackendListing real;
    private final Set<String> known;
    private final Set<String> pending;
    private final Facts facts;
    private boolean realEnded;

    /** Tells what an entry is that the tree knows; {@code null} if it is gone. */
    @FunctionalInterface
    interface Facts {
        @Nullable
        FileInfo of(String name) throws IOException;
    }

    /**
     * A listing that owns the real one.
     *
     * @param known the names that the tree knows
     */
    MergedListing(BackendListing real, Set<String> known, Facts facts) {
        this.real = real;
        this.known = known;
        this.pending = new LinkedHashSet<>(known);
        this.facts = facts;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        FileInfo next = realEnded ? null : nextReal();
        while (next == null && !pending.isEmpty()) {
            next = take(pending.iterator().next());
        }
        return next;
    }

    private @Nullable FileInfo nextReal() throws IOException {
        for (FileInfo entry = real.next(); entry != null; entry = real.next()) {
            FileInfo next = known.contains(entry.name()) ? take(entry.name()) : entry;
            if (next != null) {
                return next;
            }
        }
        realEnded = true;
        return null;
    }

    private @Nullable FileInfo take(String name) throws IOException {
        return pending.remove(name) ? facts.of(name) : null;
    }

    @Override
    public void close() throws IOException {
        real.close();
    }

    /** The real entries of a directory that no storage has. */
    static final class NoEntries implements BackendListing {
        @Override
        public @Nullable FileInfo next() {
            return null;
        }

        @Override
        public void close() {}
    }
}
