/** Reads YAML files that people write, and tells all that is wrong in them with its place. */
module io.anyfs.yaml {
    requires io.anyfs;
    requires transitive org.snakeyaml.engine;
    requires static transitive org.jspecify;

    exports io.anyfs.yaml;
}
