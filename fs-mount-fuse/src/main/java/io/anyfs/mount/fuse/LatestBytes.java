package io.anyfs.mount.fuse;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.ReadHandle;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What an open file is read from while nobody changes it: a handle, for the first who asks. Guarded by the lock of the file. */
final class LatestBytes {

    private final FileSystem fs;
    private @Nullable ReadHandle handle;

    LatestBytes(FileSystem fs) {
        this.fs = fs;
    }

    /** The handle, if it is open. */
    @Nullable
    ReadHandle opened() {
        return handle;
    }

    /** The handle, opened if need be. */
    ReadHandle open(FsPath path) throws IOException {
        ReadHandle open = handle;
        if (open == null) {
            open = fs.openRead(path);
            handle = open;
        }
        return open;
    }

    /** Lets go of the handle if another file is there now. */
    void refresh(FsPath path) throws IOException {
        ReadHandle open = handle;
        if (open == null) {
            return;
        }
        FileInfo there = fs.find(path);
        boolean same = there == null
                || (there.size() == open.size()
                        && there.lastModified().equals(open.info().lastModified()));
        if (!same) {
            close();
        }
    }

    /** Lets go of the handle. */
    void close() throws IOException {
        ReadHandle open = handle;
        handle = null;
        if (open != null) {
            open.close();
        }
    }
}
