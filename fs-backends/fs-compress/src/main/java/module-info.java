/** Files that are compressed where they are stored. */
module io.anyfs.compress {
    requires transitive io.anyfs;
    requires com.github.luben.zstd_jni;
    requires static org.jspecify;

    exports io.anyfs.compress;

    provides io.anyfs.spi.WrapperProvider with
            io.anyfs.compress.CompressWrapper;
}
