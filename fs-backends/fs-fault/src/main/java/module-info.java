/** Storages that fail on purpose. */
module io.anyfs.fault {
    requires transitive io.anyfs;
    requires static org.jspecify;

    exports io.anyfs.fault;

    provides io.anyfs.spi.WrapperProvider with
            io.anyfs.fault.FaultWrapper;
}
