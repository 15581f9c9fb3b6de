package io.anyfs.it.vfs2;

import io.anyfs.FileSystem;
import io.anyfs.spec.Spec;
import io.anyfs.vfs2.suite.ProviderSuiteContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted files below mounts are a filesystem of Commons VFS. */
class EncryptedMountsSuiteTest extends ProviderSuiteContract {

    @TempDir
    Path directory;

    @Override
    protected FileSystem open() throws IOException {
        return Spec.parse("""
                anyfs: 1
                root:
                  mount:
                    /:
                      url: "local:%s"
                      wrap:
                        - crypt: {key: "value:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"}
                    /elsewhere: mem:/
                """.formatted(directory)).open();
    }
}
