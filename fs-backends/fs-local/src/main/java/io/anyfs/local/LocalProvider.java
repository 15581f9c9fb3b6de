package io.anyfs.local;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.Setting;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Opens {@code local:/path}, {@code local:relative/path} (from the working directory) and {@code file:///path}. Parameters:
 * {@code links} ({@code deny}, {@code within}, {@code follow}) and {@code fsync} ({@code on-request}, {@code file},
 * {@code always}).
 */
public final class LocalProvider implements BackendProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.choice("links", "whether symbolic links are followed", texts(LinkPolicy.class))
                    .withStandard(text(LocalOptions.DEFAULT.links())),
            Setting.choice("fsync", "when written files are brought to stable storage", texts(Fsync.class))
                    .withStandard(text(LocalOptions.DEFAULT.fsync())));

    /** For {@link java.util.ServiceLoader}. */
    public LocalProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("local", "file");
    }

    @Override
    public String description() {
        return "a directory of this machine: local:/srv/data, local:data?links=deny or file:///srv/data";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend open(FsUrl url) throws IOException {
        return LocalBackend.open(directory(url), options(url));
    }

    @Override
    public Location locate(FsUrl url) {
        options(url);
        Path absolute = directory(url).toAbsolutePath().normalize();
        Path root = absolute.getRoot();
        FsPath path = FsPath.ROOT;
        for (Path name : root.relativize(absolute)) {
            if (!name.toString().isEmpty()) {
                path = path.child(name.toString());
            }
        }
        return new Location(url.withPath(root.toString()), path);
    }

    private static Path directory(FsUrl url) {
        if (url.user() != null || url.port() >= 0 || !isHere(url.host())) {
            throw new IllegalArgumentException(
                    url.scheme() + ": opens directories of this machine and has no host; write " + url.scheme() + ":"
                            + (url.path().startsWith("/") ? "" : "/") + url.path());
        }
        if (url.path().isEmpty()) {
            throw new IllegalArgumentException(url.scheme() + ": needs a directory; write " + url.scheme()
                    + ":/srv/data, or " + url.scheme() + ":. for the working directory");
        }
        try {
            return Path.of(url.path());
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("this machine knows no such path: " + invalid.getReason(), invalid);
        }
    }

    /** RFC 8089, section 2: no host and {@code localhost} mean this machine. */
    private static boolean isHere(String host) {
        return host.isEmpty() || host.equalsIgnoreCase("localhost");
    }

    private static LocalOptions options(FsUrl url) {
        LocalOptions options = LocalOptions.DEFAULT;
        for (Map.Entry<String, String> parameter : url.parameters().entrySet()) {
            options = switch (parameter.getKey()) {
                case "links" -> options.withLinks(choice(LinkPolicy.class, parameter));
                case "fsync" -> options.withFsync(choice(Fsync.class, parameter));
                default ->
                    throw new IllegalArgumentException(url.scheme() + ": knows no parameter '" + parameter.getKey()
                            + "'; it knows links=" + choices(LinkPolicy.class) + " and fsync=" + choices(Fsync.class));
            };
        }
        return options;
    }

    private static <E extends Enum<E>> E choice(Class<E> type, Map.Entry<String, String> parameter) {
        for (E value : type.getEnumConstants()) {
            if (text(value).equalsIgnoreCase(parameter.getValue())) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                parameter.getKey() + " must be " + choices(type) + ": " + parameter.getValue());
    }

    private static <E extends Enum<E>> String choices(Class<E> type) {
        return String.join("|", texts(type));
    }

    private static <E extends Enum<E>> String[] texts(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(LocalProvider::text).toArray(String[]::new);
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
