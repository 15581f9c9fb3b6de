package io.anyfs.vfs2.backend;

import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendProvider;
import io.anyfs.spi.Setting;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.vfs2.FileSystemOptions;

/**
 * Opens filesystems of Commons VFS: {@code vfs+zip:/srv/a.zip}, {@code vfs+sftp://user@host/srv}, and {@code vfs:} before any URI
 * as Commons VFS writes it. {@code !/path} behind an archive is a directory in it.
 */
public final class VfsProvider implements BackendProvider {

    private static final String PREFIX = "vfs+";

    /** For {@link java.util.ServiceLoader}. */
    public VfsProvider() {}

    @Override
    public Set<String> schemes() {
        return Stream.concat(Stream.of("vfs"), Schemes.all().stream().map(name -> PREFIX + name))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String description() {
        return "a filesystem of Apache Commons VFS: vfs+zip:/srv/a.zip, vfs+sftp://user@host/srv, vfs+webdav://host/dav";
    }

    @Override
    public List<Setting> settings() {
        return ServerOptions.SETTINGS;
    }

    @Override
    public Backend open(FsUrl url) throws IOException {
        Parsed parsed = Parsed.of(url);
        if (parsed.provider.isEmpty()) {
            refuseParameters(url);
            return PrivateVfs.open(url.path(), new FileSystemOptions());
        }
        if (!Schemes.SERVERS.contains(parsed.provider)) {
            refuseParameters(url);
            if (!parsed.archive.isEmpty()) {
                return PrivateVfs.openArchive(parsed.provider, parsed.archiveUri(), parsed.path);
            }
            return Schemes.FLEETING.contains(parsed.provider)
                    ? PrivateVfs.openFleeting(parsed.uri())
                    : PrivateVfs.open(parsed.uri(), new FileSystemOptions());
        }
        PrivateVfs.requireProvider(parsed.uri());
        return PrivateVfs.open(parsed.uri(), ServerOptions.of(url, parsed.provider));
    }

    private static void refuseParameters(FsUrl url) {
        if (!url.parameters().isEmpty()) {
            throw new IllegalArgumentException(url.scheme() + ": takes no parameters, and there is "
                    + String.join(", ", url.parameters().keySet()));
        }
    }

    @Override
    public Location locate(FsUrl url) {
        Parsed parsed = Parsed.of(url);
        if (parsed.provider.isEmpty()) {
            return new Location(url, FsPath.ROOT);
        }
        return new Location(url.withPath(parsed.archive.isEmpty() ? "/" : parsed.archive), parsed.path);
    }

    /**
     * What a URL names.
     *
     * @param provider as Commons VFS calls it; empty for a URI of its own
     * @param server the host with its port, empty where there is none
     * @param archive the file of an archive; empty for others
     * @param path in the archive or on the server
     */
    private record Parsed(String provider, String server, String archive, FsPath path) {

        static Parsed of(FsUrl url) {
            if (url.scheme().equals("vfs")) {
                if (!url.host().isEmpty() || url.path().indexOf(':') < 1) {
                    throw new IllegalArgumentException(
                            "vfs: is followed by a URI of Commons VFS, such as vfs:zip:file:///srv/a.zip; what is on a"
                                    + " server is written vfs+sftp://host/srv");
                }
                return new Parsed("", "", "", FsPath.ROOT);
            }
            String scheme = url.scheme().substring(PREFIX.length());
            if (Schemes.SERVERS.contains(scheme)) {
                ServerOptions.values(url);
                if (url.host().isEmpty()) {
                    throw new IllegalArgumentException(
                            url.scheme() + ": needs a host; write " + url.scheme() + "://host/path");
                }
                String port = url.port() < 0 ? "" : ":" + url.port();
                return new Parsed(Schemes.provider(scheme), url.host() + port, "", path(url.path()));
            }
            if (!url.host().isEmpty() || url.user() != null) {
                throw new IllegalArgumentException(url.scheme() + ": has no host; write " + url.scheme() + ":/path");
            }
            return Schemes.ARCHIVES.contains(scheme)
                    ? archive(scheme, url)
                    : new Parsed(scheme, "", "", path(url.path()));
        }

        private static Parsed archive(String scheme, FsUrl url) {
            int mark = url.path().lastIndexOf("!/");
            String file = mark < 0 ? url.path() : url.path().substring(0, mark);
            if (file.isEmpty()) {
                throw new IllegalArgumentException(
                        url.scheme() + ": needs a file; write " + url.scheme() + ":/srv/archive." + scheme);
            }
            try {
                String absolute = Path.of(file).toAbsolutePath().normalize().toString();
                return new Parsed(
                        scheme,
                        "",
                        absolute,
                        mark < 0 ? FsPath.ROOT : path(url.path().substring(mark + 1)));
            } catch (InvalidPathException invalid) {
                throw new IllegalArgumentException("this machine knows no such path: " + invalid.getReason(), invalid);
            }
        }

        private static FsPath path(String text) {
            try {
                return FsPath.of(text.isEmpty() ? "/" : text);
            } catch (InvalidPathException invalid) {
                throw new IllegalArgumentException("the path makes no sense: " + invalid.getMessage(), invalid);
            }
        }

        String archiveUri() {
            String file = Places.encoded(archive.replace('\\', '/'));
            return "file://" + (file.startsWith("/") ? "" : "/") + file;
        }

        String uri() {
            String encoded = Places.encoded(path.toString());
            return provider.equals("res") ? "res:" + encoded.substring(1) : provider + "://" + server + encoded;
        }
    }
}
