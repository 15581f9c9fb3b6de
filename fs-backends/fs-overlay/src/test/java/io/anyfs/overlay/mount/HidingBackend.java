package io.anyfs.overlay.mount;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingListing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A tree whose listing of the root does not tell of some names, so that the contract finds it empty. */
final class HidingBackend extends ForwardingBackend {

    static final String PREFIX = "mounted-";

    HidingBackend(Backend tree) {
        super(tree);
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        BackendListing listing = super.list(directory, options);
        return !directory.isRoot()
                ? listing
                : new ForwardingListing(listing) {
                    @Override
                    public @Nullable FileInfo next() throws IOException {
                        FileInfo next = super.next();
                        while (next != null && next.name().startsWith(PREFIX)) {
                            next = super.next();
                        }
                        return next;
                    }
                };
    }
}
