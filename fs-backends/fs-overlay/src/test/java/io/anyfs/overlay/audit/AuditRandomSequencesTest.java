package io.anyfs.overlay.audit;

import io.anyfs.FileSystem;
import io.anyfs.tck.RandomSequencesContract;
import io.anyfs.tck.model.ModelBackend;
import net.jqwik.api.Tag;

/** A storage that is recorded has the results of the model. */
@Tag("once")
class AuditRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new AuditBackend(new ModelBackend(), new Records(), AuditOptions.DEFAULT));
    }
}
