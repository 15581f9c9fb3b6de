package io.anyfs.crypt;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Appending;
import io.anyfs.tck.cases.CrashMatrix;
import io.anyfs.tck.cases.Large;
import io.anyfs.tck.cases.Names;
import io.anyfs.tck.cases.SymbolicLinks;
import io.anyfs.tck.cases.Updating;
import io.anyfs.tck.cases.Writing;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract on encrypted files on disk; in full when thorough, otherwise where the storage makes a difference. */
@InBrief({
    Writing.class,
    Appending.class,
    Updating.class,
    CrashMatrix.class,
    SymbolicLinks.class,
    Names.class,
    Large.class
})
@Tag("once")
class CryptOnLocalContractTest extends FileSystemContract {

    @TempDir
    Path root;

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(
                CryptBackend.open(LocalBackend.open(root, LocalOptions.DEFAULT), Keys.key(), CryptOptions.DEFAULT));
    }

    @Override
    public int entries() {
        return 1000;
    }

    /** An encrypted name of one letter has 28 bytes, and the system takes paths of 4096. */
    @Override
    public int levels() {
        return 100;
    }
}
