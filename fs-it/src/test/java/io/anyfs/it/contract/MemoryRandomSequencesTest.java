package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.RandomSequencesContract;

/** The memory storage gives what the model gives, whatever the random sequence. */
class MemoryRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() {
        return MemoryFileSystem.create();
    }
}
