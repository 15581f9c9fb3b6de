package io.anyfs.spi;

import io.anyfs.FileInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A listing that passes every call on. A wrapper extends it and overrides what it changes. */
public abstract class ForwardingListing implements BackendListing {

    private final BackendListing delegate;

    /** A wrapper of this listing, which it owns. */
    protected ForwardingListing(BackendListing delegate) {
        this.delegate = delegate;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        return delegate.next();
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }
}
