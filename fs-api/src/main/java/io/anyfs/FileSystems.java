package io.anyfs;

import io.anyfs.spi.BackendProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;

/**
 * Opens filesystems from URLs, by the storages that are on the class or module path.
 *
 * <pre>{@code
 * try (FileSystem fs = FileSystems.open("local:/srv/data")) {
 *     fs.write("/hello.txt", "hello");
 * }
 * }</pre>
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
        return FileSystem.over(provider(url).open(url));
    }

    /**
     * Splits a URL into a storage and a path in it, for tools that work on places that need not exist. Does no I/O.
     *
     * @throws IllegalArgumentException if the URL makes no sense or no storage knows its scheme
     */
    public static BackendProvider.Location locate(FsUrl url) {
        return provider(url).locate(url);
    }

    /** The storages that are there, in the order of their first schemes. */
    public static List<BackendProvider> providers() {
        List<BackendProvider> providers = new ArrayList<>();
        try {
            loader().forEach(providers::add);
        } catch (ServiceConfigurationError broken) {
            throw broken(broken);
        }
        providers.sort(Comparator.comparing(provider -> new TreeSet<>(provider.schemes()).first()));
        return List.copyOf(providers);
    }

    /** Loads no more storages than it takes to find the one. */
    private static BackendProvider provider(FsUrl url) {
        TreeSet<String> known = new TreeSet<>();
        try {
            for (BackendProvider provider : loader()) {
                if (provider.schemes().contains(url.scheme())) {
                    return provider;
                }
                provider.schemes().forEach(scheme -> known.add(scheme + ":"));
            }
        } catch (ServiceConfigurationError broken) {
            throw broken(broken);
        }
        throw new IllegalArgumentException("no storage for the scheme '" + url.scheme() + ":'; on the class path are "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
    }

    private static ServiceLoader<BackendProvider> loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return ServiceLoader.load(
                BackendProvider.class, context != null ? context : FileSystems.class.getClassLoader());
    }

    private static IllegalStateException broken(ServiceConfigurationError cause) {
        return new IllegalStateException("a storage on the class path is broken: " + cause.getMessage(), cause);
    }
}
