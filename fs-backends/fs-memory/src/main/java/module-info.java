/** Files in memory. */
module io.anyfs.memory {
    requires transitive io.anyfs;
    requires static org.jspecify;
}
