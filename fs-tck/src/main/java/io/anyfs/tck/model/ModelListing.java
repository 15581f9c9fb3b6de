package io.anyfs.tck.model;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendListing;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What was in a directory at the moment of the call. */
record ModelListing(Iterator<FileInfo> entries) implements BackendListing {

    @Override
    public @Nullable FileInfo next() {
        return entries.hasNext() ? entries.next() : null;
    }

    @Override
    public void close() {}
}
