package io.anyfs.local;

import io.anyfs.FileSystem;
import java.io.IOException;

/** The contract as systems get it whose JDK cannot work relative to directories. */
class LocalByPathContractTest extends LocalContract {

    @Override
    LocalOptions options() {
        return LocalOptions.DEFAULT;
    }

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(LocalBackend.openByPath(root, options()));
    }

    /** Each step is checked by its whole path, so the effort grows with the square of the depth. */
    @Override
    public int levels() {
        return 200;
    }
}
