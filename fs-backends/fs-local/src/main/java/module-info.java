/** Files in a directory of the local machine. */
module io.anyfs.local {
    requires transitive io.anyfs;
    requires static org.jspecify;

    exports io.anyfs.local;

    provides io.anyfs.spi.BackendProvider with
            io.anyfs.local.LocalProvider;
}
