package io.anyfs.cli.command;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.cli.command.Place.Notation;
import io.anyfs.spi.BackendProvider.Location;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opens the storages of the places that a command is given, each once, and closes them. A place is a URL, or a local path if
 * it does not begin as a URL does. Not safe for use by many threads.
 */
public final class Places implements Closeable {

    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*", Pattern.DOTALL);

    /** A local path leads wherever the operating system lets the user go. */
    private static final FsUrl LOCAL = FsUrl.parse("local:/?links=follow");

    /** How {@link FsUrl#toString} shows a secret. */
    private static final String REDACTED = "***";

    private final Path workingDirectory;
    private final Map<Storage, FileSystem> open = new HashMap<>();

    /** Resolves relative local paths against this directory. */
    public Places(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    /**
     * The place that a text names. It need not exist, the storage has to.
     *
     * @throws UsageException if the text names no place
     */
    public Place at(String text) throws IOException {
        return at(text, SCHEME.matcher(text).matches() ? Notation.URL : Notation.LOCAL_PATH);
    }

    /** The place that a local path names, even if it looks like a URL. */
    public Place local(String path) throws IOException {
        return at(path, Notation.LOCAL_PATH);
    }

    private Place at(String text, Notation notation) throws IOException {
        Location location = locate(text, notation);
        Storage storage = Storage.of(location.root());
        FileSystem fileSystem = open.get(storage);
        if (fileSystem == null) {
            fileSystem = open(location);
            open.put(storage, fileSystem);
        }
        return new Place(fileSystem, location.path(), shown(text, notation), notation);
    }

    /** The URL of a storage that a text names, for those who open it themselves. */
    public FsUrl url(String text) {
        return SCHEME.matcher(text).matches() ? parse(text) : FsUrl.of("local", absolute(text));
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (FileSystem fileSystem : open.values()) {
            try {
                fileSystem.close();
            } catch (IOException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        open.clear();
        if (first != null) {
            throw first;
        }
    }

    private Location locate(String text, Notation notation) {
        if (text.isEmpty()) {
            throw new UsageException("a place must not be empty; write a path, or a URL such as local:/srv/data");
        }
        try {
            return switch (notation) {
                case URL -> asserted(text, FileSystems.locate(FsUrl.parse(text)));
                case LOCAL_PATH -> asserted(text, FileSystems.locate(LOCAL.withPath(absolute(text))));
            };
        } catch (InvalidPathException invalid) {
            throw new UsageException(invalid.getMessage() + "; write another path", invalid);
        } catch (IllegalArgumentException unclear) {
            String hint = notation == Notation.URL && !isOfStorage(text)
                    ? "; put ./ in front of a local file's name that begins so"
                    : "";
            throw new UsageException(unclear.getMessage() + hint, unclear);
        }
    }

    /** Whether a text begins with a scheme that a storage has, so that nobody means a local file by it. */
    private static boolean isOfStorage(String text) {
        String scheme = text.substring(0, text.indexOf(':'));
        return FileSystems.providers().stream()
                .flatMap(provider -> provider.schemes().stream())
                .anyMatch(known -> scheme.equals(known) || scheme.endsWith("+" + known));
    }

    private static FileSystem open(Location location) throws IOException {
        try {
            return FileSystems.open(location.root());
        } catch (IllegalArgumentException unclear) {
            // A spec that makes no sense says so in a line for each of its problems.
            throw new UsageException(
                    String.valueOf(unclear.getMessage()).lines().findFirst().orElse(""), unclear);
        }
    }

    /** As the user wrote it, but for secrets. */
    private static String shown(String text, Notation notation) {
        if (notation == Notation.LOCAL_PATH) {
            return text;
        }
        String redacted = FsUrl.parse(text).toString();
        return redacted.contains(REDACTED) ? redacted : text;
    }

    /** A slash at the end says that the place has to be a directory; storages need not keep it. */
    private static Location asserted(String text, Location location) {
        boolean slash = text.endsWith("/") && !location.path().isRoot();
        return slash ? new Location(location.root(), FsPath.of(location.path() + "/")) : location;
    }

    private static FsUrl parse(String text) {
        try {
            return FsUrl.parse(text);
        } catch (IllegalArgumentException unclear) {
            throw new UsageException(String.valueOf(unclear.getMessage()), unclear);
        }
    }

    /** By hand, because {@link Path} would drop a slash at the end, which says that the place is a directory. */
    private String absolute(String text) {
        return text.startsWith("/") ? text : workingDirectory + "/" + text;
    }

    /** What tells storages apart; {@link FsUrl} itself hides its secrets from comparison. */
    private record Storage(
            List<String> wrappers,
            String scheme,
            @Nullable String user,
            @Nullable String password,
            String host,
            int port,
            String path,
            Map<String, String> parameters) {

        static Storage of(FsUrl url) {
            return new Storage(
                    url.wrappers(),
                    url.scheme(),
                    url.user(),
                    url.password(),
                    url.host(),
                    url.port(),
                    url.path(),
                    url.parameters());
        }
    }
}
