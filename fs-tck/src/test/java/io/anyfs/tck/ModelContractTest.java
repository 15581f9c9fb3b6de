package io.anyfs.tck;

import io.anyfs.FileSystem;
import io.anyfs.tck.model.ModelBackend;

/** The contract keeps itself: its own reference storage passes every case. */
class ModelContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new ModelBackend());
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }
}
