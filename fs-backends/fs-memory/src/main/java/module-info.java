/** Files in memory. */
module io.anyfs.memory {
    requires transitive io.anyfs;
    requires static org.jspecify;

    exports io.anyfs.memory;

    provides io.anyfs.spi.BackendProvider with
            io.anyfs.memory.MemoryProvider;
}
