/** Caches on this machine for slow storages: of what files hold, and of what is known of them. */
module io.anyfs.cache {
    requires transitive io.anyfs;
    requires static org.jspecify;

    exports io.anyfs.cache;
    exports io.anyfs.cache.stat;

    provides io.anyfs.spi.WrapperProvider with
            io.anyfs.cache.CacheWrapper,
            io.anyfs.cache.stat.StatCacheWrapper;
}
