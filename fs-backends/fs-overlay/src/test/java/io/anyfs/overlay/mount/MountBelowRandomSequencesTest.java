package io.anyfs.overlay.mount;

import io.anyfs.FileSystem;
import io.anyfs.tck.RandomSequencesContract;
import java.io.IOException;
import net.jqwik.api.Tag;

/** A storage that is mounted below others gives what the model gives, whatever the random sequence. */
@Tag("once")
class MountBelowRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(new PartBackend(Trees.belowMounts(Trees.memory()), Trees.DEEP));
    }
}
