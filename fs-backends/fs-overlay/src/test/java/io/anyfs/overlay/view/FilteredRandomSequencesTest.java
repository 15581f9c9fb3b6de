package io.anyfs.overlay.view;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tree.Glob;
import net.jqwik.api.Tag;

@Tag("once")
class FilteredRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new FilteredBackend(
                new MemoryBackend(MemoryOptions.DEFAULT),
                FilterOptions.DEFAULT.withHidden(Glob.of("**/no-such-name"), Glob.of("no/such/place"))));
    }
}
