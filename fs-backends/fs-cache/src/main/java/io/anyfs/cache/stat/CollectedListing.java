package io.anyfs.cache.stat;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingListing;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A listing that is kept when it was read to its end and is not too long. */
final class CollectedListing extends ForwardingListing {

    private final FactCache.Asking asking;
    private final int longest;
    private @Nullable Map<String, FileInfo> entries = new LinkedHashMap<>();

    CollectedListing(BackendListing delegate, FactCache.Asking asking, int longest) {
        super(delegate);
        this.asking = asking;
        this.longest = longest;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        FileInfo next = super.next();
        Map<String, FileInfo> collected = entries;
        if (collected == null) {
            return next;
        }
        if (next == null) {
            asking.answered(collected);
            entries = null;
        } else if (collected.size() >= longest) {
            entries = null;
        } else {
            collected.put(next.name(), next);
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        try (asking) {
            super.close();
        }
    }
}
