package io.anyfs.local;

import io.anyfs.FileSystem;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Attributes;
import io.anyfs.tck.cases.Copying;
import io.anyfs.tck.cases.Deleting;
import io.anyfs.tck.cases.DeletingTrees;
import io.anyfs.tck.cases.Directories;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Looking;
import io.anyfs.tck.cases.Moving;
import io.anyfs.tck.cases.Replacing;
import io.anyfs.tck.cases.SymbolicLinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;

/** The contract in a directory that others may write to, where nothing is done by path. */
@Tag("once")
@InBrief({
    Attributes.class,
    Copying.class,
    Deleting.class,
    DeletingTrees.class,
    Directories.class,
    Listing.class,
    Looking.class,
    Moving.class,
    Replacing.class,
    SymbolicLinks.class
})
class LocalExposedContractTest extends LocalContract {

    @Override
    LocalOptions options() {
        return LocalOptions.DEFAULT;
    }

    @Override
    protected FileSystem open() throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        return LocalFileSystem.open(Files.createDirectory(root.resolve("below")), options());
    }
}
