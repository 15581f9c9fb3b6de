package io.anyfs.spec;

import io.anyfs.FsUrl;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Resolves what a spec names by relative paths against the directory of the file that names it, so that it means the same wherever
 * it is read.
 *
 * @param file what names them; {@code null} for a text, in which they stay as they are
 */
record RelativePlaces(@Nullable Path file) {

    private static final Set<String> PATHS_OF_THIS_MACHINE = Set.of("local", "file", "spec");
    private static final String KEPT_IN_FILE = "file:";

    /** A path as it would be named from the working directory. */
    Path path(Path path) {
        return file == null ? path : file.resolveSibling(path);
    }

    /**
     * A URL with the path and the secrets of its parameters resolved.
     *
     * @throws IllegalArgumentException if it is none
     */
    String url(String text) {
        FsUrl url = FsUrl.parse(text);
        int query = text.indexOf('?');
        String place = query < 0 ? text : text.substring(0, query);
        boolean relative = PATHS_OF_THIS_MACHINE.contains(url.scheme())
                && url.host().isEmpty()
                && !url.path().isEmpty()
                && !url.path().startsWith("/");
        return (relative ? resolved(place) : place) + (query < 0 ? "" : "?" + parameters(text.substring(query + 1)));
    }

    /** A value that may say in which file a secret is kept. */
    String value(String value) {
        if (!value.startsWith(KEPT_IN_FILE)) {
            return value;
        }
        try {
            return KEPT_IN_FILE + path(Path.of(value.substring(KEPT_IN_FILE.length())));
        } catch (InvalidPathException noFile) {
            return value;
        }
    }

    private String resolved(String place) {
        Path directory = file == null ? null : file.getParent();
        if (directory == null) {
            return place;
        }
        int colon = place.indexOf(':');
        String base = encoded(directory.toString()).replace("?", "%3F").replace("!", "%21");
        return place.substring(0, colon + 1) + base + (base.endsWith("/") ? "" : "/") + place.substring(colon + 1);
    }

    private String parameters(String query) {
        StringJoiner resolved = new StringJoiner("&");
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            Map<String, String> parameter = FsUrl.parse("local:/?" + pair).parameters();
            String value =
                    parameter.isEmpty() ? "" : parameter.values().iterator().next();
            boolean kept = equals >= 0 && !value(value).equals(value);
            resolved.add(
                    kept ? pair.substring(0, equals + 1) + encoded(value(value)).replace("&", "%26") : pair);
        }
        return resolved.toString();
    }

    private static String encoded(String text) {
        return text.replace("%", "%25");
    }
}
