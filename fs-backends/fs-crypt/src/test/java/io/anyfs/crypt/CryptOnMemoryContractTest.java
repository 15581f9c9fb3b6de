package io.anyfs.crypt;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import java.io.IOException;
import java.util.List;

/** The contract on encrypted files in memory. */
class CryptOnMemoryContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(
                CryptBackend.open(new MemoryBackend(MemoryOptions.DEFAULT), Keys.key(), CryptOptions.DEFAULT));
    }

    /** A segment of a file. */
    @Override
    public int chunkSize() {
        return new SegmentLayout(CryptOptions.DEFAULT.segmentSize()).plainSegment();
    }

    @Override
    public List<String> secrets() {
        return List.of(Keys.HEX);
    }
}
