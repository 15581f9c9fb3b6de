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

/** A tree that does not list some names of its root, also where a link leads to it, so that the contract finds it empty. */
final class HidingBackend extends ForwardingBackend {

    static final String PREFIX = "mounted-";

    HidingBackend(Backend tree) {
        super(tree);
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        return new ForwardingListing(super.list(directory, options)) {
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
