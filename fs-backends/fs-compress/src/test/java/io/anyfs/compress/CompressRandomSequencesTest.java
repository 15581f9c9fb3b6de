package io.anyfs.compress;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.RandomSequencesContract;
import net.jqwik.api.Tag;

/** Compression makes no difference to any sequence of calls. */
@Tag("once")
class CompressRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new CompressBackend(
                new MemoryBackend(MemoryOptions.DEFAULT), CompressOptions.DEFAULT.withFrameSize(chunkSize())));
    }

    @Override
    protected int chunkSize() {
        return CompressOptions.LEAST_FRAME_SIZE;
    }
}
