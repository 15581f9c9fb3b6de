package io.anyfs.crypt;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.TreeDeletion;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells of a deletion in the storage by the names and sizes before the encryption. */
record CryptDeletion(TreeDeletion outer, CryptBackend owner, FsPath storedDirectory, FsPath directory)
        implements TreeDeletion {

    @Override
    public void deleted(FileInfo entry) throws IOException {
        FsPath path = plain(entry.path());
        if (path == null) {
            owner.reportForeign(entry.path(), directory);
        } else {
            outer.deleted(owner.plainInfo(entry, path));
        }
    }

    @Override
    public void failed(FsPath stored, IOException failure) throws IOException {
        FsPath path = plain(stored);
        outer.failed(path == null ? directory : path, failure);
    }

    private @Nullable FsPath plain(FsPath stored) {
        FsPath path = owner.paths().toPlain(stored.from(storedDirectory));
        return path == null ? null : path.under(directory);
    }
}
