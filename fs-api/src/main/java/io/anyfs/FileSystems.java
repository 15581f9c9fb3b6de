package io.anyfs;

import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.Backends;
import io.anyfs.spi.WrapperProvider;
import java.io.IOException;
import java.util.List;

/**
 * Opens filesystems from URLs, by the storages that are on the class or module path.
 *
 * <pre>{@code
 * try (FileSystem fs = FileSystems.open("local:/srv/data")) {
 *     fs.write("/hello.txt", "hello");
 * }
 * }</pre>
 *
 * <p>Names before the scheme wrap the storage, the first outermost: {@code readonly+local:/srv/data}; see {@link Backends} for
 * the grammar.
 */
public final class FileSystems {

    private FileSystems() {}

    /**
     * Opens the storage that a URL names, with the URL's place as the root.
     *
     * @throws IllegalArgumentException if the URL makes no sense or no storage knows its scheme
     * @throws IOException if the storage cannot be reached or the place is missing
     */
    public static FileSystem open(String url) throws IOException {
        return open(FsUrl.parse(url));
    }

    /** As {@link #open(String)}. */
    public static FileSystem open(FsUrl url) throws IOException {
        return FileSystem.over(Backends.open(url));
    }

    /**
     * Splits a URL into a storage and a path in it, for tools that work on places that need not exist. Does no I/O.
     *
     * @throws IllegalArgumentException if the URL makes no sense or no storage knows its scheme
     */
    public static BackendProvider.Location locate(FsUrl url) {
        return Backends.locate(url);
    }

    /** The storages that are there, in the order of their first schemes. */
    public static List<BackendProvider> providers() {
        return Backends.providers();
    }

    /** The wrappers that are there, in the order of their names. */
    public static List<WrapperProvider> wrappers() {
        return Backends.wrappers();
    }
}
