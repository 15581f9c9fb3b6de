package io.anyfs.memory;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendListing;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Goes through a directory as it is, without a copy, in no particular order. */
final class MemoryListing implements BackendListing {

    private final FsPath path;
    private final Iterator<Map.Entry<String, Node>> entries;

    MemoryListing(FsPath path, DirectoryNode directory) {
        this.path = path;
        this.entries = directory.entries();
    }

    @Override
    public @Nullable FileInfo next() {
        if (!entries.hasNext()) {
            return null;
        }
        Map.Entry<String, Node> entry = entries.next();
        return entry.getValue().info(path.child(entry.getKey()));
    }

    @Override
    public void close() {}
}
