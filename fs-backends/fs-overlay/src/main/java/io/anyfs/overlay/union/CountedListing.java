package io.anyfs.overlay.union;

import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingListing;
import java.io.IOException;

/** A listing that commit and rollback know of. */
final class CountedListing extends ForwardingListing {

    private final Gate gate;

    CountedListing(BackendListing inner, Gate gate) {
        super(inner);
        this.gate = gate;
        gate.opened();
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            gate.closed();
        }
    }
}
