package io.anyfs.overlay.limit;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingListing;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A listing whose steps count as calls. */
final class CountedListing extends ForwardingListing {

    private final HandleSlot slot;

    CountedListing(BackendListing listing, HandleSlot slot) {
        super(listing);
        this.slot = slot;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        return slot.call(() -> Optional.ofNullable(super.next())).orElse(null);
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            slot.end();
        }
    }
}
