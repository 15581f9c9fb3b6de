package io.anyfs.cli.serve;

import io.anyfs.FsUrl;
import io.anyfs.cli.command.UsageException;
import io.anyfs.spec.SpecClosure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The storage that is served.
 *
 * @param url what opens it
 * @param directory the directory of this machine that it is; {@code null} for another storage
 */
record ServedStorage(FsUrl url, @Nullable Path directory) {

    /**
     * For how many seconds facts of files in a bucket are believed: clients of SFTP and FTP ask for the same facts two or three times
     * for each file that they fetch.
     */
    static final int STAT_CACHE_SECONDS = 10;

    /** How a setting says in which file a secret is. */
    private static final String KEPT_IN_FILE = "file:";

    /** What {@code --links} can be. */
    enum Links {
        DENY,
        WITHIN,
        FOLLOW
    }

    static ServedStorage of(FsUrl url, Path workingDirectory, @Nullable Links links) {
        boolean local = url.scheme().equals("local") || url.scheme().equals("file");
        if (!local) {
            if (links != null) {
                throw new UsageException("--links is for local directories, not for " + url.scheme() + ":");
            }
            return new ServedStorage(
                    url.scheme().equals("s3")
                            ? url.withDefault("statCache", Integer.toString(STAT_CACHE_SECONDS))
                            : url,
                    null);
        }
        Path directory = workingDirectory.resolve(url.path());
        if (links == null) {
            return new ServedStorage(url, directory);
        }
        if (url.parameters().containsKey("links")) {
            throw new UsageException("the URL says what becomes of links already; leave out --links");
        }
        String policy = links.name().toLowerCase(Locale.ROOT);
        return new ServedStorage(url.withPath(directory.toString()).withDefault("links", policy), directory);
    }

    /** Whether links are followed wherever they lead. A client can move one so that it leads out. */
    boolean followsLinksOut() {
        return directory != null && "follow".equals(url.parameters().get("links"));
    }

    /** Refuses to hand out the secrets of the server to those who log in. */
    void requireOutside(Collection<Path> secrets) throws IOException {
        List<Path> all = new ArrayList<>(secrets);
        for (String value : url.parameters().values()) {
            if (value.startsWith(KEPT_IN_FILE)) {
                all.add(Path.of(value.substring(KEPT_IN_FILE.length())));
            }
        }
        if (url.scheme().equals("spec")) {
            ServedSpec.requireOutside(SpecClosure.of(url), all);
        } else if (directory != null) {
            requireOutside(directory, all);
        }
    }

    /** Refuses a directory that holds a secret. */
    static void requireOutside(Path directory, Collection<Path> secrets) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        Path served = directory.toRealPath();
        for (Path secret : secrets) {
            if (real(secret).startsWith(served)) {
                throw new UsageException(secret + " would be served to whoever logs in; keep it outside of " + directory
                        + ": name another place for it; XDG_STATE_HOME says where keys and passwords are kept");
            }
        }
    }

    /** Where a file is, or would be. */
    private static Path real(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        for (Path there = absolute; there != null; there = there.getParent()) {
            if (Files.exists(there)) {
                return there.toRealPath().resolve(there.relativize(absolute));
            }
        }
        return absolute;
    }

    @Override
    public String toString() {
        return directory == null ? url.toString() : directory.toString();
    }
}
