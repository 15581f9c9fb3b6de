package io.anyfs.expose;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A listing for a client. Not safe for use by many threads. */
public final class Listing implements Closeable {

    private final OpenFiles.Slot slot;
    private final DirectoryListing listing;

    Listing(OpenFiles.Slot slot, DirectoryListing listing) {
        this.slot = slot;
        this.listing = listing;
    }

    /** The next entry, a link as itself; {@code null} at the end. */
    public @Nullable FileInfo next() throws IOException {
        return listing.next();
    }

    @Override
    public void close() throws IOException {
        try {
            listing.close();
        } finally {
            slot.vacate();
        }
    }
}
