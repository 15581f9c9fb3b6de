package io.anyfs.overlay.limit;

import io.anyfs.FileInfo;
import io.anyfs.TransientStorageException;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A listing whose steps are bounded. While a step is late the listing cannot be closed; it is when the step has ended. */
final class TimeoutListing implements BackendListing {

    private final BackendListing listing;
    private final HandleBounds bounds;

    // Guarded by this object's lock.
    private boolean stepping;
    private boolean broken;
    private boolean closed;

    TimeoutListing(BackendListing listing, HandleBounds bounds) {
        this.listing = listing;
        this.bounds = bounds;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        synchronized (this) {
            if (broken || closed) {
                throw new ClosedChannelException();
            }
        }
        try {
            return bounds.call(this::step).orElse(null);
        } catch (TransientStorageException late) {
            synchronized (this) {
                broken = true;
            }
            throw late;
        }
    }

    private Optional<FileInfo> step() throws IOException {
        synchronized (this) {
            if (closed) {
                throw new ClosedChannelException();
            }
            stepping = true;
        }
        try {
            return Optional.ofNullable(listing.next());
        } finally {
            if (endStep()) {
                listing.close();
            }
        }
    }

    /** True if it is to be closed now. */
    private synchronized boolean endStep() {
        stepping = false;
        return closed;
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            if (stepping) {
                return;
            }
        }
        bounds.end(() -> {
            listing.close();
            return bounds;
        });
    }
}
