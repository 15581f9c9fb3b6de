package io.anyfs.mount.fuse;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;

/** A mount of memory keeps the contract of local files. */
class MemoryMountContractTest extends MountedContract {

    @Override
    FileSystem storage() {
        return MemoryFileSystem.create();
    }
}
