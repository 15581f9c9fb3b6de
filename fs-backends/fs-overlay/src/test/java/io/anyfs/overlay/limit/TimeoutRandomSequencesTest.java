package io.anyfs.overlay.limit;

import io.anyfs.FileSystem;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tck.model.ModelBackend;
import net.jqwik.api.Tag;

/** A storage that is quick enough has the results of the model. */
@Tag("once")
class TimeoutRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new TimeoutBackend(new ModelBackend(), TimeoutOptions.DEFAULT));
    }
}
