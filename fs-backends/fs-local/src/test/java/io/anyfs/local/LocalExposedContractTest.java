package io.anyfs.local;

import io.anyfs.FileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;

/** The contract in a directory that others may write to, where nothing is done by path. */
@Tag("once")
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
