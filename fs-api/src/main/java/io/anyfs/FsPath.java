package io.anyfs;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The absolute, normalized name of a place in a filesystem. A path is only a name: it refers to no filesystem and does
 * no I/O.
 *
 * <p>What a path refuses to be: relative, empty between its slashes, above its root, or anything that cannot be written
 * as UTF-8. Everything else is kept exactly: no Unicode folding, no trimming, no percent-decoding, and the backslash is
 * a character like any other.
 *
 * <p>A trailing slash in the parsed text {@linkplain #assertsDirectory() asserts a directory}. The assertion is not part
 * of the name: {@code /a} and {@code /a/} are equal and print the same.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class FsPath implements Comparable<FsPath>, Iterable<String> {

    /** The root directory, {@code /}. */
    public static final FsPath ROOT = new FsPath("/", true);

    private final String value;
    private final boolean assertsDirectory;

    private FsPath(String value, boolean assertsDirectory) {
        this.value = value;
        this.assertsDirectory = assertsDirectory;
    }

    /**
     * Parses a path. A leading slash may be left out, repeated slashes collapse, {@code .} and {@code ..} are resolved
     * by name alone.
     *
     * @param text the path, its names separated by {@code /}
     * @return the absolute path
     * @throws InvalidPathException if the text is empty, {@code ..} leads above the root, or the text holds a NUL character or an unpaired
     *     surrogate
     */
    public static FsPath of(String text) {
        return PathParser.parse(text);
    }

    /** Trusted construction by the parser: {@code value} is already normalized. */
    static FsPath normalized(String value, boolean assertsDirectory) {
        return value.equals("/") ? ROOT : new FsPath(value, assertsDirectory);
    }

    /**
     * The path of an entry of this directory.
     *
     * @param name one name, taken literally
     * @throws InvalidPathException if the name is empty, {@code .} or {@code ..}, or holds a slash, a NUL or an unpaired
     *     surrogate
     */
    public FsPath child(String name) {
        PathParser.checkName(name);
        return new FsPath(isRoot() ? "/" + name : value + "/" + name, false);
    }

    /**
     * Resolves a text against this path as a shell would: a text with a leading slash replaces it, any other is appended;
     * {@code .} and {@code ..} are resolved by name alone.
     *
     * @throws InvalidPathException as for {@link #of}
     */
    public FsPath resolve(String text) {
        return text.startsWith("/") ? of(text) : of(value + "/" + text);
    }

    /**
     * The same place seen from a directory that becomes the root, turned around: {@code /a.under(/home)} is
     * {@code /home/a}.
     */
    public FsPath under(FsPath directory) {
        if (directory.isRoot()) {
            return this;
        }
        return isRoot() ? directory : new FsPath(directory.value + value, assertsDirectory);
    }

    /**
     * This path as seen from {@code directory} as the root.
     *
     * @throws IllegalArgumentException if this path is not in {@code directory}
     */
    public FsPath from(FsPath directory) {
        if (!startsWith(directory)) {
            throw new IllegalArgumentException(this + " is not in " + directory);
        }
        if (directory.isRoot()) {
            return this;
        }
        return value.length() == directory.value.length()
                ? ROOT
                : new FsPath(value.substring(directory.value.length()), assertsDirectory);
    }

    /** Whether this is the root. */
    public boolean isRoot() {
        return value.length() == 1;
    }

    /** Whether the parsed text ended in a slash, so that the place has to be a directory. True for the root. */
    public boolean assertsDirectory() {
        return assertsDirectory;
    }

    /** The last name; the empty string for the root. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** The directory that holds this entry; {@code null} for the root. */
    public @Nullable FsPath parent() {
        if (isRoot()) {
            return null;
        }
        int slash = value.lastIndexOf('/');
        return slash == 0 ? ROOT : new FsPath(value.substring(0, slash), false);
    }

    /** The directory that holds this entry; the root for the root. */
    public FsPath parentOrRoot() {
        FsPath parent = parent();
        return parent == null ? ROOT : parent;
    }

    /** How many names the path has; 0 for the root. */
    public int depth() {
        if (isRoot()) {
            return 0;
        }
        int names = 0;
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == '/') {
                names++;
            }
        }
        return names;
    }

    /** The names from the root on; empty for the root. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        forEach(names::add);
        return List.copyOf(names);
    }

    /** Iterates over {@link #names()} without building the list. */
    @Override
    public Iterator<String> iterator() {
        return new NameIterator(value);
    }

    /** Whether this path is {@code directory} or lies below it. */
    public boolean startsWith(FsPath directory) {
        return directory.isRoot()
                || (value.startsWith(directory.value)
                        && (value.length() == directory.value.length()
                                || value.charAt(directory.value.length()) == '/'));
    }

    /** Orders by name from the root on, a directory directly before what it holds. */
    @Override
    public int compareTo(FsPath other) {
        int common = Math.min(value.length(), other.value.length());
        for (int i = 0; i < common; i++) {
            char mine = value.charAt(i);
            char theirs = other.value.charAt(i);
            if (mine != theirs) {
                return mine == '/' ? -1 : theirs == '/' ? 1 : Character.compare(mine, theirs);
            }
        }
        return Integer.compare(value.length(), other.value.length());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FsPath path && path.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** The path with a leading and without a trailing slash; {@code /} for the root. */
    @Override
    public String toString() {
        return value;
    }

    private static final class NameIterator implements Iterator<String> {
        private final String value;
        private int next;

        NameIterator(String value) {
            this.value = value;
            this.next = value.length() == 1 ? value.length() : 0;
        }

        @Override
        public boolean hasNext() {
            return next < value.length();
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int slash = value.indexOf('/', next + 1);
            int end = slash < 0 ? value.length() : slash;
            String name = value.substring(next + 1, end);
            next = end;
            return name;
        }
    }
}
