package io.anyfs.overlay.view;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.RandomSequencesContract;
import net.jqwik.api.Tag;

@Tag("once")
class UniqueNfcRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new UniqueNamesBackend(new MemoryBackend(MemoryOptions.DEFAULT), SameNames.NFC));
    }
}
