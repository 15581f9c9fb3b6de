package io.anyfs.spi;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Opens backends from URLs. Found by {@link java.util.ServiceLoader}. */
public interface BackendProvider {

    /** The URL schemes, in lower case, such as {@code mem}. */
    Set<String> schemes();

    /** One line for humans: what it is, and an example URL. */
    String description();

    /** The parameters that its URLs take, in the order in which people should read them. */
    List<Setting> settings();

    /**
     * Opens the storage with the URL's place as the root.
     *
     * @throws IllegalArgumentException if the URL makes no sense, with a message that says what to write instead
     * @throws IOException if the storage cannot be reached or the place is missing
     */
    Backend open(FsUrl url) throws IOException;

    /**
     * Splits a URL into a storage and a path in it, so that a tool can work on a place that need not exist. Does no I/O.
     *
     * @throws IllegalArgumentException if the URL makes no sense, with a message that says what to write instead
     */
    Location locate(FsUrl url);

    /**
     * A place in a storage.
     *
     * @param root the URL that opens the storage
     * @param path the place in it
     */
    record Location(FsUrl root, FsPath path) {}
}
