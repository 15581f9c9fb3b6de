package io.anyfs.overlay.mount;

import io.anyfs.FileSystem;
import io.anyfs.tck.RandomSequencesContract;
import java.io.IOException;
import net.jqwik.api.Tag;

/** A storage with mounts beside gives what the model gives, whatever the random sequence. */
@Tag("once")
class MountRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() throws IOException {
        return FileSystem.over(Trees.besideMounts(Trees.memory()));
    }
}
