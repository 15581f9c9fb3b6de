/** The filesystem API of anyfs: what users import and what storage authors implement. */
module io.anyfs {
    requires static transitive org.jspecify;

    exports io.anyfs;
    exports io.anyfs.lifecycle;
    exports io.anyfs.spi;
    exports io.anyfs.text;
    exports io.anyfs.tree;

    uses io.anyfs.spi.BackendProvider;
    uses io.anyfs.spi.WrapperProvider;
}
