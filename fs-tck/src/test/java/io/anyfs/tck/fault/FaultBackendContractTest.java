package io.anyfs.tck.fault;

import io.anyfs.FileSystem;
import io.anyfs.tck.FileSystemContract;
import io.anyfs.tck.model.ModelBackend;

/** With nothing planned, nothing goes wrong. */
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
