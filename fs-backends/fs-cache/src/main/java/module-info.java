/** Caches on this machine for slow storages: of what files hold, of what is known of them, and of what is to be stored. */
module io.anyfs.cache {
    requires transitive io.anyfs;
    requires static org.jspecify;

    exports io.anyfs.cache;
    exports io.anyfs.cache.stat;
    exports io.anyfs.cache.writeback;

    provides io.anyfs.spi.WrapperProvider with
            io.anyfs.cache.CacheWrapper,
            io.anyfs.cache.stat.StatCacheWrapper,
            io.anyfs.cache.writeback.WriteBackWrapper;
}
