package io.anyfs.tree;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;

/** An entry at the target that the source has not. It is deleted at the end, unless something in it has to stay. */
final class ExtraneousEntry {

    private final FsPath path;
    private final FileInfo target;
    private boolean stays;

    ExtraneousEntry(FsPath path, FileInfo target) {
        this.path = path;
        this.target = target;
    }

    FsPath path() {
        return path;
    }

    FileInfo target() {
        return target;
    }

    void stay() {
        stays = true;
    }

    boolean stays() {
        return stays;
    }
}
