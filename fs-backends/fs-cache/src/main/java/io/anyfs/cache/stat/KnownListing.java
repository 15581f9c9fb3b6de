package io.anyfs.cache.stat;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendListing;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A listing that is not asked for again. */
record KnownListing(Iterator<FileInfo> entries) implements BackendListing {

    @Override
    public @Nullable FileInfo next() {
        return entries.hasNext() ? entries.next() : null;
    }

    @Override
    public void close() {}
}
