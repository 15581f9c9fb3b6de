package io.anyfs.it.contract;

import io.anyfs.FileSystem;
import java.io.IOException;
import java.util.List;

/** What is behind the server of a {@link WireContract}, and how much of the same it is asked for. */
@FunctionalInterface
interface ServedStorage {

    /** Opens what is served. Called once, when the server starts. */
    FileSystem open() throws IOException;

    /** What no filesystem shows and should not be there between two cases. */
    default List<String> leftovers() {
        return List.of();
    }

    /** A wire takes its time; more of the same find little more. */
    default int rounds() {
        return Boolean.getBoolean("anyfs.thorough") ? 8 : 3;
    }

    /** How many entries a directory has to hold. */
    default int entries() {
        return 10_000;
    }

    /** How deep a tree has to work. */
    default int levels() {
        return 1000;
    }

    /** Whether a file of gigabytes that nobody has written costs nothing. */
    default boolean sparseFilesAreCheap() {
        return true;
    }
}
