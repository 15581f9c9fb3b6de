package io.anyfs.overlay.limit;

import io.anyfs.FileSystem;
import io.anyfs.overlay.time.SteppingClock;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tck.model.ModelBackend;
import net.jqwik.api.Tag;

/** A storage that is slowed down has the results of the model. */
@Tag("once")
class ThrottleRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        ThrottleOptions options =
                ThrottleOptions.DEFAULT.withReadBytesPerSecond(100_000).withWriteBytesPerSecond(100_000);
        return FileSystem.over(new ThrottleBackend(new ModelBackend(), options, new SteppingClock()));
    }
}
