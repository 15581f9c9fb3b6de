package io.anyfs.overlay.mount;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingListing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A storage's listing, with the paths in the tree. */
final class PlacedListing extends ForwardingListing {

    private final FsPath inner;
    private final FsPath asked;

    PlacedListing(BackendListing listing, FsPath inner, FsPath asked) {
        super(listing);
        this.inner = inner;
        this.asked = asked;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        FileInfo next = super.next();
        return next == null || inner.equals(asked)
                ? next
                : next.withPath(next.path().from(inner).under(asked));
    }
}
