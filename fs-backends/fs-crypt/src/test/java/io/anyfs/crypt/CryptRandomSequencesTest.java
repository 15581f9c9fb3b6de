package io.anyfs.crypt;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.RandomSequencesContract;
import java.io.IOException;
import net.jqwik.api.Tag;

/** Encrypted files give what the model gives, whatever the random sequence. */
@Tag("once")
class CryptRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(CryptBackend.open(
                new MemoryBackend(MemoryOptions.DEFAULT), Keys.key(), CryptOptions.DEFAULT.withSegmentSize(4096)));
    }

    @Override
    protected int chunkSize() {
        return new SegmentLayout(4096).plainSegment();
    }
}
