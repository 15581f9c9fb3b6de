package io.anyfs.overlay.quota;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Within a quota that is large enough a storage is as it was, and knows its room. */
@Tag("usually-once")
class QuotaContractTest extends FileSystemContract {

    private static final long MUCH = 1L << 50;

    @Override
    protected FileSystem open() throws IOException {
        QuotaOptions quota = QuotaOptions.DEFAULT.withMaxBytes(MUCH).withMaxEntries(1 << 20);
        return FileSystem.over(QuotaBackend.over(new MemoryBackend(MemoryOptions.DEFAULT), quota));
    }
}
