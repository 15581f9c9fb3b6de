/** Filesystems that are described and stand for a while, in tests above all. */
module io.anyfs.mount {
    requires transitive io.anyfs;
    requires transitive io.anyfs.spec;
    requires io.anyfs.memory;
    requires io.anyfs.fault;
    requires static org.jspecify;

    exports io.anyfs.mount;
    exports io.anyfs.mount.os;

    uses io.anyfs.mount.os.OsMountProvider;
}
