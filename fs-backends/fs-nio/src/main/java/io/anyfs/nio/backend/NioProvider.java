package io.anyfs.nio.backend;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.Setting;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.Set;

/**
 * Opens {@code nio:} and the URI of a {@code java.nio.file} filesystem, such as {@code nio:jar:file:///srv/a.zip} or
 * {@code nio:jimfs://name/work}. What is open already is used and left open; what is not is opened, with the URL's parameters as
 * its environment, and closed at the end. {@code !/path} behind the URI is a directory in it.
 */
public final class NioProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public NioProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("nio");
    }

    @Override
    public String description() {
        return "a java.nio.file filesystem by its URI: nio:jar:file:///srv/a.zip or nio:jimfs://name/work";
    }

    /** Those of the filesystem, which nobody can list. */
    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public Backend open(FsUrl url) throws IOException {
        Parsed parsed = Parsed.of(url);
        Path existing;
        try {
            existing = existing(parsed);
        } catch (FileSystemNotFoundException | ProviderNotFoundException notOpen) {
            return opened(parsed, url);
        }
        if (!url.parameters().isEmpty()) {
            throw new IllegalArgumentException("the filesystem is open already and takes no parameters: "
                    + String.join(", ", url.parameters().keySet()));
        }
        return NioBackend.open(existing);
    }

    private static Path existing(Parsed parsed) {
        if (!parsed.isNested()) {
            return Path.of(parsed.uri);
        }
        return directory(FileSystems.getFileSystem(parsed.uri), parsed.path);
    }

    private static Backend opened(Parsed parsed, FsUrl url) throws IOException {
        FileSystem fs;
        try {
            fs = FileSystems.newFileSystem(parsed.uri, url.parameters());
        } catch (ProviderNotFoundException unknown) {
            throw new IllegalArgumentException(
                    "no provider for '" + parsed.uri.getScheme() + ":' is on the class path", unknown);
        }
        boolean done = false;
        try {
            Path directory = parsed.isNested()
                    ? directory(fs, parsed.path)
                    : fs.provider().getPath(parsed.uri);
            Backend backend = NioBackend.owning(directory, fs);
            done = true;
            return backend;
        } finally {
            if (!done) {
                fs.close();
            }
        }
    }

    private static Path directory(FileSystem fs, FsPath path) {
        return fs.getRootDirectories().iterator().next().resolve(path.toString().substring(1));
    }

    @Override
    public Location locate(FsUrl url) {
        Parsed parsed = Parsed.of(url);
        return new Location(
                url.withPath(parsed.uri.getScheme() + ":" + parsed.uri.getSchemeSpecificPart()), parsed.path);
    }

    /** A URI, and a path in what it opens; only of a URI that nests another, such as {@code jar:}, can that be told apart. */
    private record Parsed(URI uri, FsPath path) {

        static Parsed of(FsUrl url) {
            if (!url.host().isEmpty() || url.user() != null) {
                throw new IllegalArgumentException("nio: is followed by a URI; write nio:jar:file:///srv/a.zip");
            }
            String text = url.path();
            int colon = text.indexOf(':');
            int mark = text.lastIndexOf("!/");
            if (colon < 1) {
                throw new IllegalArgumentException("nio: is followed by a URI with a scheme: " + text);
            }
            String rest = text.substring(colon + 1, mark < 0 ? text.length() : mark);
            try {
                FsPath path = mark < 0 ? FsPath.ROOT : FsPath.of(text.substring(mark + 1));
                return new Parsed(uri(text.substring(0, colon), rest), path);
            } catch (URISyntaxException | InvalidPathException invalid) {
                throw new IllegalArgumentException("nio: is followed by a URI: " + invalid.getMessage(), invalid);
            }
        }

        /** What the URL had encoded has to be encoded again. */
        private static URI uri(String scheme, String rest) throws URISyntaxException {
            return new URI(scheme, rest, null);
        }

        boolean isNested() {
            return uri.isOpaque();
        }
    }
}
