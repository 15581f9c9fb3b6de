package io.anyfs.overlay.union;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.RandomSequencesContract;
import java.util.List;
import net.jqwik.api.Tag;

/** Random sequences on a write layer above an empty storage. */
@Tag("once")
class UnionRandomSequencesTest extends RandomSequencesContract {

    /** A link that would lead out of the root from its new place is not moved there. */
    @Override
    protected List<String> linkTargets() {
        return TARGETS_INSIDE;
    }

    @Override
    protected FileSystem open() {
        return FileSystem.over(
                Unions.of(new MemoryBackend(MemoryOptions.DEFAULT), new MemoryBackend(MemoryOptions.DEFAULT)));
    }
}
