package io.anyfs.it.tree;

import io.anyfs.FileSystems;
import io.anyfs.FsUrl;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The storages that tree operations are tested on. */
enum Storage {
    MEMORY,
    LOCAL;

    /** An empty storage; the directory is for those that need one. */
    Backend open(Path directory) throws IOException {
        FsUrl url = FsUrl.parse(this == MEMORY ? "mem:" : "local:" + Files.createDirectories(directory));
        for (BackendProvider provider : FileSystems.providers()) {
            if (provider.schemes().contains(url.scheme())) {
                return provider.open(url);
            }
        }
        throw new IllegalStateException("no storage for " + url.scheme());
    }
}
