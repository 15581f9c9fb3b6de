package io.anyfs.mount.fuse;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.mount.os.OsMount;
import io.anyfs.mount.os.OsMountOptions;
import java.nio.file.Path;

/** A program that mounts, and waits to be ended. */
final class MountingProcess {

    private MountingProcess() {}

    public static void main(String[] arguments) throws Exception {
        OsMountOptions options = Boolean.parseBoolean(arguments[1])
                ? OsMountOptions.DEFAULT.unmountingAfterCrash()
                : OsMountOptions.DEFAULT;
        try (FileSystem fs = MemoryFileSystem.create();
                OsMount mount = OsMount.mount(fs, Path.of(arguments[0]), options)) {
            System.out.print("mounted\n");
            System.out.flush();
            mount.awaitUnmount();
        }
    }
}
