/** The contract of a backend as runnable tests. */
module io.anyfs.tck {
    requires transitive io.anyfs;
    requires transitive io.anyfs.fault;
    requires transitive net.jqwik.api;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires java.logging;
    requires static org.jspecify;

    exports io.anyfs.tck;
    exports io.anyfs.tck.cases;
    exports io.anyfs.tck.model;
    exports io.anyfs.tck.subject;
}
