package io.anyfs.mount.fuse;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.local.LocalOptions;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Appending;
import io.anyfs.tck.cases.InPlace;
import io.anyfs.tck.cases.Updating;
import io.anyfs.tck.cases.Visibility;
import io.anyfs.tck.cases.Writing;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A mount of local files keeps their contract; in full when thorough, otherwise where the storage makes a difference. */
@InBrief({Appending.class, Updating.class, InPlace.class, Visibility.class, Writing.class})
class LocalMountContractTest extends MountedContract {

    @TempDir
    private static Path root;

    /** The names that one storage keeps for its unfinished files are names like any other to the one below it. */
    @Override
    FileSystem storage() throws IOException {
        return LocalFileSystem.open(root, LocalOptions.DEFAULT.withTemporaryPrefix(".below-"));
    }
}
