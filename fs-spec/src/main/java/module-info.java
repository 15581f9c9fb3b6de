/** Trees of storages, written down: a YAML language and a builder for it. */
module io.anyfs.spec {
    requires transitive io.anyfs;
    requires transitive io.anyfs.overlay;
    requires transitive io.anyfs.yaml;
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    exports io.anyfs.spec;

    provides io.anyfs.spi.BackendProvider with
            io.anyfs.spec.SpecProvider;
}
