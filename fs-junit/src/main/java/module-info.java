/** Filesystems for the length of a JUnit test, which fails if it leaves anything open. */
module io.anyfs.junit {
    requires transitive io.anyfs;
    requires static org.jspecify;
    requires static transitive org.junit.jupiter.api;

    exports io.anyfs.junit;
}
