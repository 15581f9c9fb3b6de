/** Any storage as a {@code java.nio.file} filesystem, and any {@code java.nio.file} filesystem as a storage. */
module io.anyfs.nio {
    requires transitive io.anyfs;
    requires static org.jspecify;

    exports io.anyfs.nio;
    exports io.anyfs.nio.backend;

    provides java.nio.file.spi.FileSystemProvider with
            io.anyfs.nio.AnyfsFileSystemProvider;
    provides io.anyfs.spi.BackendProvider with
            io.anyfs.nio.backend.NioProvider;
}
