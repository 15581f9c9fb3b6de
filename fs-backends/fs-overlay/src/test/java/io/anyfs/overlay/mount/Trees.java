package io.anyfs.overlay.mount;

import io.anyfs.FsPath;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import java.io.IOException;

/** Trees that tests start from. */
final class Trees {

    static final FsPath DEEP = FsPath.of("/some/deep");

    private Trees() {}

    static MemoryBackend memory() {
        return new MemoryBackend(MemoryOptions.DEFAULT);
    }

    static MountBackend tree(Backend root, String... mountPoints) throws IOException {
        MountBackend tree = new MountBackend(root);
        for (String path : mountPoints) {
            tree.mount(FsPath.of(path), memory(), MountOptions.DEFAULT);
        }
        return tree;
    }

    /** The storage as the root, other storages beside; they are hidden, so that the tree seems empty. */
    static Backend besideMounts(Backend subject) throws IOException {
        return new HidingBackend(tree(subject, "/mounted-one", "/mounted-two/below", "/mounted-two/below/deeper"));
    }

    /** The storage two levels deep, below and beside other storages. */
    static MountBackend belowMounts(Backend subject) throws IOException {
        MountBackend tree = tree(memory(), "/some", "/some/other", "/beside");
        tree.mount(DEEP, subject, MountOptions.DEFAULT);
        return tree;
    }
}
