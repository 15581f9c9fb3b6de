package io.anyfs.tree;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A walk by one recursive listing of the storage, which shows a directory before what it holds. */
final class RecursiveListingWalk implements WalkCursor {

    private final Walk walk;
    private final int rootDepth;
    private final DirectoryListing listing;
    /** Directories whose contents are left out; those within such a directory are left out with it and not in here. */
    private final Set<FsPath> skipped = new HashSet<>();

    private @Nullable FileInfo root;
    private @Nullable FileInfo shown;

    private RecursiveListingWalk(Walk walk, FileInfo root, DirectoryListing listing) {
        this.walk = walk;
        this.rootDepth = root.path().depth();
        this.listing = listing;
        this.root = root;
    }

    static WalkCursor begin(Walk walk) throws IOException {
        FileInfo root = walk.fs().lstat(walk.root());
        if (!root.isDirectory() || !walk.enters(root, 0)) {
            return LevelWalk.begin(walk, true, false);
        }
        return new RecursiveListingWalk(walk, root, walk.fs().list(walk.root(), ListOptions.TREE));
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        FileInfo entry;
        do {
            FailureLog.requireNotInterrupted(walk.root());
            entry = root != null ? root : listing.next();
            root = null;
        } while (entry != null && !shows(entry));
        shown = entry;
        return entry;
    }

    private boolean shows(FileInfo entry) {
        if (!skipped.isEmpty() && isSkipped(entry.path())) {
            return false;
        }
        int depth = entry.path().depth() - rootDepth;
        if (depth > 0 && entry.isDirectory() && !walk.enters(entry, depth)) {
            skipped.add(entry.path());
        }
        return depth >= walk.minDepth();
    }

    private boolean isSkipped(FsPath path) {
        for (FsPath above = path.parent(); above != null; above = above.parent()) {
            if (skipped.contains(above)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void skipSubtree() {
        if (shown != null && shown.isDirectory()) {
            skipped.add(shown.path());
        }
    }

    @Override
    public void close() throws IOException {
        root = null;
        listing.close();
    }
}
