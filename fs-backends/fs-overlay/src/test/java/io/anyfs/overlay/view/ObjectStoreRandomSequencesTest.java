package io.anyfs.overlay.view;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.RandomSequencesContract;
import net.jqwik.api.Tag;

@Tag("once")
class ObjectStoreRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new ObjectStoreBackend(new MemoryBackend(MemoryOptions.DEFAULT)));
    }
}
