package io.anyfs.tck;

import io.anyfs.FileSystem;
import io.anyfs.tck.model.ModelBackend;

/** The read-only view keeps the contract. */
class ModelReadOnlyContractTest extends ReadOnlyViewContract {

    @Override
    protected FileSystem openStorage() {
        return FileSystem.over(new ModelBackend());
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }
}
