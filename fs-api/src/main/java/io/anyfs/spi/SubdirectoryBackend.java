package io.anyfs.spi;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/**
 * A view of one directory as if it were the whole filesystem. No path and no link leads out of it.
 *
 * <p>Where the storage has symbolic links the view resolves them itself, one name at a time. That keeps links in, but not
 * against somebody who swaps a directory for a link in the very moment between the check and the use; against that, open
 * the directory as the root of a storage of its own.
 */
public final class SubdirectoryBackend extends ForwardingBackend {

    private final FsPath root;

    /** A view of the directory {@code root} of this backend, which it owns. */
    public SubdirectoryBackend(Backend delegate, FsPath root) {
        super(delegate);
        this.root = root;
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return delegate().capabilities(path.under(root));
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        String target = super.readLink(link);
        if (!target.startsWith("/")) {
            return target;
        }
        FsPath absolute = parse(target, link);
        return absolute.startsWith(root) ? absolute.from(root).toString() : "/";
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        FsPath parent = inner(link, Links.NO_FOLLOW).from(root).parentOrRoot();
        FsPath absolute = parse(target.startsWith("/") ? target : parent + "/" + target, link);
        super.createSymbolicLink(
                link, target.startsWith("/") ? absolute.under(root).toString() : target);
    }

    @Override
    protected FsPath inner(FsPath path, Links last) throws IOException {
        FsPath whole = path.under(root);
        if (!delegate().capabilities(whole).has(Capability.SYMBOLIC_LINKS) || path.isRoot()) {
            return whole;
        }
        return LinkResolver.resolve(new Entries(path), root, whole, last);
    }

    private static FsPath parse(String target, FsPath asked) throws IOException {
        try {
            return FsPath.of(target);
        } catch (InvalidPathException outOfRoot) {
            throw new AccessDeniedException(asked.toString(), null, "a link leads out of the root");
        }
    }

    private final class Entries implements LinkResolver.Entries {
        private final FsPath asked;

        Entries(FsPath asked) {
            this.asked = asked;
        }

        @Override
        public @Nullable FileInfo find(FsPath path) throws IOException {
            try {
                return delegate().stat(path, Links.NO_FOLLOW);
            } catch (NoSuchFileException | NotDirectoryException missing) {
                return null;
            }
        }

        @Override
        public String target(FsPath link) throws IOException {
            String target = delegate().readLink(link);
            if (!target.startsWith("/")) {
                return target;
            }
            FsPath absolute = parse(target, asked);
            if (!absolute.startsWith(root)) {
                throw new AccessDeniedException(asked.toString(), null, "a link leads out of the directory");
            }
            return absolute.from(root).toString();
        }

        @Override
        public FsPath confines(FsPath link) {
            return root;
        }
    }
}
