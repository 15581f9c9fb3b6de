package io.anyfs.fault;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Lifecycle;
import io.anyfs.tck.cases.Reading;
import io.anyfs.tck.cases.Refusals;
import io.anyfs.tck.cases.Streams;
import io.anyfs.tck.cases.Visibility;
import io.anyfs.tck.cases.Writing;
import io.anyfs.tck.model.ModelBackend;

/** With nothing planned, nothing goes wrong. */
@InBrief({Lifecycle.class, Reading.class, Refusals.class, Streams.class, Visibility.class, Writing.class})
class FaultBackendContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new FaultBackend(new ModelBackend(), new FaultPlan(1)));
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }
}
