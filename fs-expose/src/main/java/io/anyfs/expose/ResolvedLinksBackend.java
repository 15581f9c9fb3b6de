package io.anyfs.expose;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.LinkResolver;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Follows links itself, so that what it wraps is asked for the paths that they lead to. */
final class ResolvedLinksBackend extends ForwardingBackend {

    private final Backend storage;

    /**
     * A view of a backend, which it owns.
     *
     * @param storage where links are looked up, whatever the backend says of them
     */
    ResolvedLinksBackend(Backend delegate, Backend storage) {
        super(delegate);
        this.storage = storage;
    }

    @Override
    protected FsPath inner(FsPath path, Links last) throws IOException {
        if (path.isRoot() || !storage.capabilities(path).has(Capability.SYMBOLIC_LINKS)) {
            return path;
        }
        return LinkResolver.resolve(new Entries(), FsPath.ROOT, path, last);
    }

    private final class Entries implements LinkResolver.Entries {

        @Override
        public @Nullable FileInfo find(FsPath path) throws IOException {
            try {
                return storage.stat(path, Links.NO_FOLLOW);
            } catch (NoSuchFileException | NotDirectoryException missing) {
                return null;
            }
        }

        @Override
        public String target(FsPath link) throws IOException {
            return storage.readLink(link);
        }
    }
}
