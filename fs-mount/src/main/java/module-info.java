/** Filesystems mounted for a while, in tests above all. */
module io.anyfs.mount {
    requires transitive io.anyfs;
    requires static org.jspecify;
}
