package io.anyfs.local;

import io.anyfs.FileSystem;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** The contract as systems get it whose JDK cannot work relative to directories. */
@Tag("once")
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
