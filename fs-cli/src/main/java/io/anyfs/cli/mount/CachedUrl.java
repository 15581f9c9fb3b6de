package io.anyfs.cli.mount;

import io.anyfs.FsUrl;
import io.anyfs.cli.command.UsageException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A URL with the wrapper that keeps on a disk what is read. */
final class CachedUrl {

    private CachedUrl() {}

    /** As a text, because a URL that was parsed does not give its secrets away. */
    static FsUrl of(String url, Path directory, @Nullable String bytes) {
        StringBuilder cached = new StringBuilder("cache+").append(url);
        cached.append(url.indexOf('?') < 0 ? '?' : '&')
                .append("cache.directory=")
                .append(encoded(directory));
        if (bytes != null) {
            cached.append("&cache.maxBytes=").append(bytes);
        }
        try {
            return FsUrl.parse(cached.toString());
        } catch (IllegalArgumentException unclear) {
            throw new UsageException(String.valueOf(unclear.getMessage()), unclear);
        }
    }

    private static String encoded(Path directory) {
        return directory.toString().replace("%", "%25").replace("&", "%26").replace("+", "%2B");
    }
}
