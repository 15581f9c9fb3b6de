/** Filesystems mounted for a while, in tests above all. */
module io.anyfs.mount {
    requires transitive io.anyfs;
    requires static org.jspecify;
    requires static transitive org.junit.jupiter.api;

    exports io.anyfs.mount.junit;
    exports io.anyfs.mount.os;

    uses io.anyfs.mount.os.OsMountProvider;
}
