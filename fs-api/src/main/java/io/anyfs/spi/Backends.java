package io.anyfs.spi;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.spi.BackendProvider.Location;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Opens backends from URLs, by the storages and wrappers that are on the class or module path. For those who compose backends;
 * users open a {@link io.anyfs.FileSystem} by {@link io.anyfs.FileSystems}.
 *
 * <p>In {@code retry+readonly+s3://bucket?region=eu-west-1&retry.attempts=5} each name before the last {@code +} is a wrapper of
 * what follows it. Parameters that begin with a wrapper's name and a dot are that wrapper's, also where it is named twice; all
 * others are the storage's. What is wrapped is the storage with the URL's place as its root; {@code !/path} behind that place
 * names a path in the whole, as in {@code crypt+local:/srv/vault!/letters/a.txt}. A {@code !} before a slash that belongs to the
 * place itself is written {@code %21}. A storage whose scheme has a {@code +} itself, as {@code vfs+zip:}, is found where no wrapper
 * is called as the name before it.
 */
public final class Backends {

    private Backends() {}

    /**
     * Opens the storage that a URL names, in its wrappers.
     *
     * @throws IllegalArgumentException if the URL makes no sense, or no storage or wrapper is called so
     * @throws IOException if the storage cannot be reached, the place is missing, or a wrapper lacks what it needs
     */
    public static Backend open(FsUrl written) throws IOException {
        FsUrl url = withItsScheme(written);
        if (url.wrappers().isEmpty()) {
            return provider(url).open(url);
        }
        List<Layer> layers = layers(url);
        FsPath inside = inside(url);
        FsUrl storage = storage(url);
        Backend backend = provider(storage).open(storage);
        try {
            for (int i = layers.size() - 1; i >= 0; i--) {
                backend = layers.get(i).wrapper().wrap(backend, layers.get(i).values());
            }
            return inside.isRoot() ? backend : new SubdirectoryBackend(backend, inside);
        } catch (IOException | RuntimeException | Error failure) {
            close(backend, failure);
            throw failure;
        }
    }

    /**
     * Splits a URL into a storage, with its wrappers, and a path in it. Does no I/O.
     *
     * @throws IllegalArgumentException if the URL makes no sense, or no storage or wrapper is called so
     */
    public static Location locate(FsUrl written) {
        FsUrl url = withItsScheme(written);
        if (url.wrappers().isEmpty()) {
            return provider(url).locate(url);
        }
        layers(url);
        FsUrl storage = storage(url);
        provider(storage).locate(storage);
        return new Location(url.withoutInside(), inside(url));
    }

    /** The storages that are there, in the order of their first schemes. */
    public static List<BackendProvider> providers() {
        List<BackendProvider> providers = load(BackendProvider.class);
        providers.sort(Comparator.comparing(provider -> new TreeSet<>(provider.schemes()).first()));
        return List.copyOf(providers);
    }

    /** The wrappers that are there, in the order of their names. */
    public static List<WrapperProvider> wrappers() {
        List<WrapperProvider> wrappers = load(WrapperProvider.class);
        wrappers.sort(Comparator.comparing(WrapperProvider::name));
        return List.copyOf(wrappers);
    }

    /**
     * The wrapper of a name.
     *
     * @throws IllegalArgumentException if there is none; the message says which there are
     */
    public static WrapperProvider wrapper(String name) {
        Map<String, WrapperProvider> known = new TreeMap<>();
        load(WrapperProvider.class).forEach(wrapper -> known.put(wrapper.name(), wrapper));
        WrapperProvider wrapper = known.get(name);
        if (wrapper == null) {
            String closest = Suggestion.closest(name, known.keySet());
            throw new IllegalArgumentException("no wrapper is called '" + name + "'; "
                    + (closest == null
                            ? "there are " + (known.isEmpty() ? "none" : String.join(", ", known.keySet()))
                            : "did you mean " + closest + "?"));
        }
        return wrapper;
    }

    /** A wrapper in a URL, with what is set for it. */
    private record Layer(WrapperProvider wrapper, SettingValues values) {}

    /** Some schemes have a plus in them: what is before it is a wrapper only if there is one of that name. */
    private static FsUrl withItsScheme(FsUrl url) {
        List<String> names = url.wrappers();
        if (names.isEmpty()
                || load(WrapperProvider.class).stream()
                        .anyMatch(known -> known.name().equals(names.get(names.size() - 1)))) {
            return url;
        }
        FsUrl longer = url.withLongerScheme();
        return load(BackendProvider.class).stream()
                        .anyMatch(known -> known.schemes().contains(longer.scheme()))
                ? longer
                : url;
    }

    private static List<Layer> layers(FsUrl url) {
        List<Layer> layers = new ArrayList<>();
        for (String name : url.wrappers()) {
            WrapperProvider wrapper = wrapper(name);
            layers.add(new Layer(wrapper, SettingValues.of(name, wrapper.settings(), written(url, wrapper))));
        }
        return layers;
    }

    private static Map<String, List<String>> written(FsUrl url, WrapperProvider wrapper) {
        Map<String, List<String>> written = new LinkedHashMap<>();
        url.parameters().forEach((name, value) -> {
            if (name.startsWith(wrapper.name() + ".")) {
                String setting = name.substring(wrapper.name().length() + 1);
                boolean list = wrapper.settings().stream()
                        .anyMatch(known -> known.name().equals(setting) && known.type() == Setting.Type.LIST);
                written.put(setting, list ? List.of(value.split(",", -1)) : List.of(value));
            }
        });
        return written;
    }

    /** What is left for the storage. */
    private static FsUrl storage(FsUrl url) {
        return url.withoutInside()
                .withoutWrappers(
                        parameter -> url.wrappers().stream().anyMatch(name -> parameter.startsWith(name + ".")));
    }

    private static FsPath inside(FsUrl url) {
        try {
            return FsPath.of("/" + url.inside());
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException(
                    "the path behind the '!' makes no sense: " + invalid.getMessage(), invalid);
        }
    }

    /** Loads no more storages than it takes to find the one. */
    private static BackendProvider provider(FsUrl url) {
        TreeSet<String> known = new TreeSet<>();
        try {
            for (BackendProvider provider : loader(BackendProvider.class)) {
                if (provider.schemes().contains(url.scheme())) {
                    return provider;
                }
                known.addAll(provider.schemes());
            }
        } catch (ServiceConfigurationError broken) {
            throw broken(broken);
        }
        String closest = Suggestion.closest(url.scheme(), known);
        throw new IllegalArgumentException("no storage for the scheme '" + url.scheme() + ":'; "
                + (closest == null ? "" : "did you mean " + closest + ":? ")
                + (closest == null ? "on" : "On")
                + " the class path are "
                + (known.isEmpty() ? "none" : String.join(":, ", known) + ":"));
    }

    private static <T> List<T> load(Class<T> service) {
        List<T> all = new ArrayList<>();
        try {
            loader(service).forEach(all::add);
        } catch (ServiceConfigurationError broken) {
            throw broken(broken);
        }
        return all;
    }

    private static <T> ServiceLoader<T> loader(Class<T> service) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return ServiceLoader.load(service, context != null ? context : Backends.class.getClassLoader());
    }

    private static IllegalStateException broken(ServiceConfigurationError cause) {
        return new IllegalStateException(
                "a storage or wrapper on the class path is broken: " + cause.getMessage(), cause);
    }

    private static void close(Closeable backend, Throwable failure) {
        try {
            backend.close();
        } catch (IOException | RuntimeException second) {
            failure.addSuppressed(second);
        }
    }
}
