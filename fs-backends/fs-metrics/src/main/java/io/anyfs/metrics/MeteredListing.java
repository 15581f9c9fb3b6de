package io.anyfs.metrics;

import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingListing;
import java.io.IOException;

/** A listing that counts as open. Its steps are not timed: most of them only hand out what a page brought. */
final class MeteredListing extends ForwardingListing {

    private final Meters meters;

    MeteredListing(BackendListing listing, Meters meters) {
        super(listing);
        this.meters = meters;
        meters.opened();
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            meters.ended();
        }
    }
}
