/** What every server shares: users, sessions, transfers, limits, error mapping. */
module io.anyfs.expose {
    requires transitive io.anyfs;
    requires static transitive org.jspecify;

    exports io.anyfs.expose;
    exports io.anyfs.expose.admin;
    exports io.anyfs.expose.audit;
}
