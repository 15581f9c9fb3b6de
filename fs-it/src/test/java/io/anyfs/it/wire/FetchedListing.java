package io.anyfs.it.wire;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendListing;
import java.util.Iterator;

/** A listing that has arrived. */
record FetchedListing(Iterator<FileInfo> entries) implements BackendListing {

    @Override
    public FileInfo next() {
        return entries.hasNext() ? entries.next() : null;
    }

    @Override
    public void close() {}
}
