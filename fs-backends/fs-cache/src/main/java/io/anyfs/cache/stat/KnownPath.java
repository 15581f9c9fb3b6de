package io.anyfs.cache.stat;

import io.anyfs.FileInfo;
import io.anyfs.Links;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is known of one path. Guarded by the lock of {@link FactCache}. */
final class KnownPath {

    private @Nullable Fact followed;
    private @Nullable Fact itself;
    private @Nullable Listed listed;

    /**
     * A whole listing of a directory.
     *
     * @param entries by name, in the order in which they were listed
     * @param asked when the storage was asked, in nanoseconds
     */
    record Listed(Map<String, FileInfo> entries, long asked) {}

    @Nullable
    Fact fact(Links links) {
        return links == Links.FOLLOW ? followed : itself;
    }

    void know(Links links, Fact fact) {
        if (links == Links.FOLLOW) {
            followed = fact;
        } else {
            itself = fact;
        }
    }

    @Nullable
    Listed listed() {
        return listed;
    }

    void know(Listed listing) {
        listed = listing;
    }

    /** How many entries this counts as. */
    long weight() {
        Listed listing = listed;
        return (followed == null ? 0 : 1)
                + (itself == null ? 0 : 1)
                + (listing == null ? 0 : 1L + listing.entries().size());
    }
}
