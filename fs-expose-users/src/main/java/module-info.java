/** The users of servers in a file: hashes of passwords, keys, homes, permissions and limits. */
module io.anyfs.expose.users {
    requires transitive io.anyfs.expose;
    requires transitive io.anyfs.yaml;
    requires org.bouncycastle.provider;
    requires org.snakeyaml.engine;
    requires static transitive org.jspecify;

    exports io.anyfs.expose.users;
}
