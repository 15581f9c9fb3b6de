package io.anyfs.overlay.view;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.FileSystemContract;
import org.junit.jupiter.api.Tag;

/** The contract with nearly all names stored in another way. */
@Tag("once")
class EscapedNamesContractTest extends FileSystemContract {

    @Override
    protected FileSystem open() {
        return FileSystem.over(new EscapedNamesBackend(
                new MemoryBackend(MemoryOptions.DEFAULT), NameEscape.WINDOWS.withCharacters(" -._!()ü")));
    }
}
