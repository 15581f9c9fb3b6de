package io.anyfs.cli.command;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * A place that the user named.
 *
 * @param fileSystem the storage that it is in; two places of one storage have the same
 * @param path where it is there
 * @param text as the user named it
 * @param notation how the user named it
 */
public record Place(FileSystem fileSystem, FsPath path, String text, Notation notation) {

    /** A {@code !} of a name that would be taken for the one that a path in what is opened follows. */
    private static final Pattern MARK = Pattern.compile("!(?=/|\\z)");

    /** How a place is named. */
    public enum Notation {
        /** A path of this machine, taken literally. */
        LOCAL_PATH,
        /** A URL, in which {@code %} begins an encoded byte and {@code ?} the parameters. */
        URL
    }

    /** The facts of what is there, a link followed. */
    public FileInfo stat() throws IOException {
        return fileSystem.stat(path);
    }

    /** The same place by a path below it, or itself. */
    public Place at(FsPath below) {
        return new Place(fileSystem, below, show(below), notation);
    }

    /** What is called so in this directory. */
    public Place child(String name) {
        return at(path.child(name));
    }

    /**
     * A path at or below this place, named as the user named the place, so that it can be given to another command: below
     * {@code logs} as {@code logs/a}, below {@code local:/srv} as {@code local:/srv/a%25}.
     */
    public String show(FsPath below) {
        if (below.equals(path)) {
            return text;
        }
        if (!below.startsWith(path)) {
            return below.toString();
        }
        String relative = below.from(path).toString().substring(1);
        if (notation == Notation.LOCAL_PATH) {
            return text.endsWith("/") ? text + relative : text + "/" + relative;
        }
        int query = text.indexOf('?');
        String base = query < 0 ? text : text.substring(0, query);
        String separator = base.endsWith("/") || base.endsWith(":") ? "" : "/";
        if (isComposed(base) && !base.endsWith("!") && !base.contains("!/")) {
            separator = "!/";
        }
        String encoded = relative.replace("%", "%25").replace("?", "%3F");
        return base
                + separator
                + (isComposed(base) ? MARK.matcher(encoded).replaceAll("%21") : encoded)
                + (query < 0 ? "" : text.substring(query));
    }

    /** Whether a path in what is opened follows a {@code !}. */
    private static boolean isComposed(String url) {
        String scheme = url.substring(0, url.indexOf(':'));
        return scheme.indexOf('+') >= 0 || scheme.equalsIgnoreCase("spec");
    }

    @Override
    public String toString() {
        return text;
    }
}
