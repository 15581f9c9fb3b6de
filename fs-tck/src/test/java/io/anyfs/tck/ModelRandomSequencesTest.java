package io.anyfs.tck;

import io.anyfs.FileSystem;
import io.anyfs.tck.model.ModelBackend;

/** The model agrees with itself, whatever the random sequence. */
class ModelRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new ModelBackend());
    }
}
