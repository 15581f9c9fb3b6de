package io.anyfs.metrics;

import io.anyfs.FileSystem;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tck.model.ModelBackend;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import net.jqwik.api.Tag;

/** A storage that is measured has the results of the model. */
@Tag("once")
class MetricsRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new MetricsBackend(new ModelBackend(), new SimpleMeterRegistry(), "model"));
    }
}
