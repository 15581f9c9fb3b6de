package io.anyfs.overlay.limit;

import io.anyfs.FileSystem;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tck.model.ModelBackend;
import net.jqwik.api.Tag;

/** One call at a time is enough for the results of the model, and no slot is lost. */
@Tag("once")
class ConcurrencyRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        ConcurrencyOptions options = ConcurrencyOptions.DEFAULT.withMaxCalls(1).withMaxHandles(3);
        return FileSystem.over(new ConcurrencyBackend(new ModelBackend(), options));
    }
}
