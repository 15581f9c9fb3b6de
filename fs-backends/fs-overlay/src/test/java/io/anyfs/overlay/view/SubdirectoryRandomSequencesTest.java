package io.anyfs.overlay.view;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.SubdirectoryBackend;
import io.anyfs.tck.RandomSequencesContract;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Tag;

/** A view of a directory follows links, those with {@code ..} too, as the model does. */
@Tag("once")
class SubdirectoryRandomSequencesTest extends RandomSequencesContract {

    @Override
    protected FileSystem open() throws IOException {
        MemoryBackend storage = new MemoryBackend(MemoryOptions.DEFAULT);
        storage.createDirectory(FsPath.of("/d"));
        return FileSystem.over(new SubdirectoryBackend(storage, FsPath.of("/d")));
    }

    /** The view refuses a link out of its root before it looks whether the link's directory is there. */
    @Override
    protected List<String> linkTargets() {
        return List.of("a", "b", "/a", "/b/c", "a/../b", "./c", "/");
    }
}
