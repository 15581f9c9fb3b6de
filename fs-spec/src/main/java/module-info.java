/** Trees of storages, written down: a YAML language and a builder for it. */
@SuppressWarnings("requires-automatic")
module io.anyfs.spec {
    requires transitive io.anyfs;
    requires transitive io.anyfs.overlay;
    requires transitive io.anyfs.yaml;
    requires org.snakeyaml.engine;
    // For tar files only. It is no module, so on the module path it has to be added by hand.
    requires static org.apache.commons.compress;
    requires static org.jspecify;

    exports io.anyfs.spec;
    exports io.anyfs.spec.content;

    provides io.anyfs.spi.BackendProvider with
            io.anyfs.spec.SpecProvider;
}
