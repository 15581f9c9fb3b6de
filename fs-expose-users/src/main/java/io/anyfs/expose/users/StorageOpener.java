package io.anyfs.expose.users;

import io.anyfs.FsUrl;
import io.anyfs.spi.Backend;
import java.io.IOException;

/** Opens the storages that URLs of homes name. Safe for use by many threads. */
@FunctionalInterface
public interface StorageOpener {

    /**
     * Opens a storage, which the caller owns.
     *
     * @throws IOException if it cannot be reached
     */
    Backend open(FsUrl url) throws IOException;
}
