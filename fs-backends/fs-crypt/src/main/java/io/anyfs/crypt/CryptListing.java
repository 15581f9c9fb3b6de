package io.anyfs.crypt;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingListing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A listing in which names and sizes are those before the encryption. What was not stored by us is left out and reported. */
final class CryptListing extends ForwardingListing {

    private final CryptBackend owner;
    private final FsPath storedDirectory;
    private final FsPath directory;
    private FsPath lastStoredParent = FsPath.ROOT;
    private @Nullable FsPath lastParent = FsPath.ROOT;

    CryptListing(BackendListing stored, CryptBackend owner, FsPath storedDirectory, FsPath directory) {
        super(stored);
        this.owner = owner;
        this.storedDirectory = storedDirectory;
        this.directory = directory;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        for (FileInfo stored = super.next(); stored != null; stored = super.next()) {
            FsPath path = plain(stored.path().from(storedDirectory));
            if (path != null) {
                return owner.plainInfo(stored, path.under(directory));
            }
            owner.reportForeign(stored.path(), directory);
        }
        return null;
    }

    /** In a listing of a tree most entries have the parent of the one before. */
    private @Nullable FsPath plain(FsPath stored) {
        FsPath storedParent = stored.parentOrRoot();
        if (!storedParent.equals(lastStoredParent)) {
            lastStoredParent = storedParent;
            lastParent = owner.paths().toPlain(storedParent);
        }
        String name = owner.paths().names().toPlain(stored.name());
        return lastParent == null || name == null ? null : lastParent.child(name);
    }
}
