package io.anyfs.mount.fuse;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.local.LocalOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A mount of local files keeps their contract. */
class LocalMountContractTest extends MountedContract {

    @TempDir
    private static Path root;

    /** The names that one storage keeps for its unfinished files are names like any other to the one below it. */
    @Override
    FileSystem storage() throws IOException {
        return LocalFileSystem.open(root, LocalOptions.DEFAULT.withTemporaryPrefix(".below-"));
    }
}
