package io.anyfs.overlay.audit;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A storage that is recorded is as it was. */
@Tag("once")
class AuditContractTest extends FileSystemContract {

    @TempDir
    private Path directory;

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(new AuditBackend(
                new MemoryBackend(MemoryOptions.DEFAULT),
                AuditFile.open(directory.resolve("audit.log"), false),
                AuditOptions.DEFAULT.withHash(true)));
    }
}
