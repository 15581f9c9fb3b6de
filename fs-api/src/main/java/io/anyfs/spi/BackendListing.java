package io.anyfs.spi;

import io.anyfs.FileInfo;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A listing under way, used by one thread at a time. It holds a page at a time, never the whole directory, where the
 * storage can. Entries that exist throughout appear exactly once.
 */
public interface BackendListing extends Closeable {

    /** The next entry; {@code null} at the end. */
    @Nullable
    FileInfo next() throws IOException;

    /** Ends the listing, also mid-way. Called once. */
    @Override
    void close() throws IOException;
}
