package io.anyfs.overlay.mount;

import io.anyfs.Capabilities;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;

/** What is below a mount point. Other than a view of a directory it leaves the following of links to the tree. */
final class PartBackend extends ForwardingBackend {

    private final FsPath root;

    PartBackend(Backend tree, FsPath root) {
        super(tree);
        this.root = root;
    }

    @Override
    protected FsPath inner(FsPath path, Links last) {
        return path.under(root);
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return delegate().capabilities(path.under(root));
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        String target = super.readLink(link);
        return target.startsWith("/") ? FsPath.of(target).from(root).toString() : target;
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        try {
            super.createSymbolicLink(
                    link, target.startsWith("/") ? FsPath.of(target).under(root).toString() : target);
        } catch (InvalidPathException outOfRoot) {
            throw new AccessDeniedException(link.toString(), null, "a link leads out of the root");
        }
    }
}
