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
}
