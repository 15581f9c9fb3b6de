package io.anyfs.tck;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.tck.model.ModelBackend;

/** A storage that moves and deletes files and not whole directories, and copies through the process. */
class FilesOnlyContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new Declaring(
                new ModelBackend(),
                there -> there.without(Capability.MOVE_DIRECTORY, Capability.DELETE_TREE, Capability.COPY)));
    }

    @Override
    public boolean sparseFilesAreCheap() {
        return false;
    }
}
