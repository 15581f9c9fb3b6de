package io.anyfs.overlay.mount;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.TreeDeletion;
import java.io.IOException;

/** Tells of a storage's deletion with the paths in the tree. */
record PlacedDeletion(TreeDeletion outer, FsPath inner, FsPath asked) implements TreeDeletion {

    @Override
    public void deleted(FileInfo entry) throws IOException {
        outer.deleted(entry.withPath(placed(entry.path())));
    }

    @Override
    public void failed(FsPath path, IOException failure) throws IOException {
        outer.failed(placed(path), failure);
    }

    private FsPath placed(FsPath path) {
        return path.from(inner).under(asked);
    }
}
