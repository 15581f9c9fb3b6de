package io.anyfs.local;

import io.anyfs.FsPath;
import io.anyfs.Links;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the way name by name, so that it never leaves the root. */
final class ConfinedPlaces implements Places {

    private final Root root;
    private final LinkPolicy policy;
    private final Directory rootDirectory;
    private final DirectoryCache cache;

    ConfinedPlaces(Root root, LinkPolicy policy, Directory rootDirectory) {
        this.root = root;
        this.policy = policy;
        this.rootDirectory = rootDirectory;
        this.cache = new DirectoryCache(root);
    }

    Root root() {
        return root;
    }

    LinkPolicy policy() {
        return policy;
    }

    Directory rootDirectory() {
        return rootDirectory.share();
    }

    @Override
    public Place place(FsPath path, Links last) throws IOException {
        if (path.isRoot()) {
            return new Place(rootDirectory(), ".");
        }
        Directory parent = directory(path.parentOrRoot());
        if (last == Links.NO_FOLLOW) {
            return new Place(parent, path.name());
        }
        return new Walk(this, parent, path).to(path.name());
    }

    @Override
    public Directory directory(FsPath path) throws IOException {
        FsPath known = path;
        Directory start = null;
        while (start == null) {
            start = known.isRoot() ? rootDirectory() : cache.get(known);
            if (start == null) {
                known = known.parentOrRoot();
            }
        }
        if (known.equals(path)) {
            return start;
        }
        Directory found = new Walk(this, start, path).into(path.from(known));
        cache.put(path, found);
        return found;
    }

    @Override
    public @Nullable Directory recent(FsPath path) {
        return path.isRoot() ? rootDirectory() : cache.recent(path);
    }

    @Override
    public void forget(FsPath path) {
        cache.forget(path);
    }

    @Override
    public void close() {
        cache.close();
        rootDirectory.close();
    }
}
