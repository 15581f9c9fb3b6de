package io.anyfs.mount.fuse;

import io.anyfs.FileSystem;
import io.anyfs.mount.os.OsMount;
import io.anyfs.mount.os.OsMountOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A filesystem that is mounted for a test, on a directory that is deleted with it. */
final class Mounted implements Closeable {

    private final FileSystem fs;
    private final OsMount mount;
    private final Path directory;

    private Mounted(FileSystem fs, OsMount mount, Path directory) {
        this.fs = fs;
        this.mount = mount;
        this.directory = directory;
    }

    static Mounted of(FileSystem fs) throws IOException {
        return of(fs, OsMountOptions.DEFAULT);
    }

    /** Mounts a filesystem, which is closed with the mount. */
    static Mounted of(FileSystem fs, OsMountOptions options) throws IOException {
        Fuse.require();
        Path directory = Files.createTempDirectory("anyfs-mount").toRealPath();
        return new Mounted(fs, OsMount.mount(fs, directory, options), directory);
    }

    FileSystem fs() {
        return fs;
    }

    OsMount mount() {
        return mount;
    }

    Path path() {
        return directory;
    }

    Shell shell() {
        return new Shell(directory);
    }

    @Override
    public void close() throws IOException {
        try {
            mount.close();
        } finally {
            fs.close();
            Files.delete(directory);
        }
    }
}
