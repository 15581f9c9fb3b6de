package io.anyfs.it.vfs2;

import io.anyfs.FileSystem;
import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceKind;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A storage that a server of ours serves. */
record ServedMemory(String url, FileSystem served, Closeable server) implements ServerContract.Site {

    @Override
    public List<String> leftovers() {
        return served.openResources().stream()
                .filter(open -> open.kind() != ResourceKind.BORROW
                        && open.kind() != ResourceKind.SERVER
                        && open.kind() != ResourceKind.SESSION)
                .map(OpenResource::toString)
                .toList();
    }

    @Override
    public void close() throws IOException {
        try (served) {
            server.close();
        }
    }
}
