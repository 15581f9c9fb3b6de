package io.anyfs.tree;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A pattern for paths below some directory.
 *
 * <pre>
 * pattern     = ["/"] item { item }            not empty, not ending in a slash
 * item        = "?"                            one character of a name
 *             | "*"                            any characters of a name, also none
 *             | "**&#47;" at the start of a name    any directories, also none: **&#47;b is b, a/b, a/a/b
 *             | "**" anywhere else             any characters and slashes, also none: a/** is all below a, not a
 *             | "[" ["!"] set "]"              one character of a name that is in the set, or with ! is not
 *             | "{" [pattern] { "," [pattern] } "}"    one of these; may be nested and hold slashes
 *             | "\" any                        this character itself
 *             | any                            this character itself, a slash too
 * set         = member { member }              "]" as the first one and "-" as the first or last one are themselves
 * member      = char | char "-" char           a character, or all from one to the other, by code point
 * </pre>
 *
 * <p>A pattern is matched against the whole path below the directory: {@code *.java} is a file in the directory itself,
 * <code>**&#47;*.java</code> one anywhere below. A name that begins with a dot is a name like any other. A character is a Unicode
 * code point. Nothing matches the directory itself.
 *
 * <p>Matching takes time in proportion to the length of the path times that of the pattern, whatever the pattern. Immutable
 * and safe for use by many threads.
 */
public final class Glob {

    /** Which letters are the same. */
    public enum Case {
        /** Only equal ones. */
        SENSITIVE,
        /** Capital and small ones too, independent of any language. */
        INSENSITIVE
    }

    private final String pattern;
    private final NameFolding folding;
    private final GlobProgram program;
    private final GlobPrefix prefix;

    private Glob(String pattern, NameFolding folding, GlobProgram program, GlobPrefix prefix) {
        this.pattern = pattern;
        this.folding = folding;
        this.program = program;
        this.prefix = prefix;
    }

    /**
     * Compiles a pattern in which letters of different case differ.
     *
     * @throws PatternSyntaxException if the pattern is not in the language, naming the place
     */
    public static Glob of(String pattern) {
        return of(pattern, Case.SENSITIVE);
    }

    /**
     * Compiles a pattern.
     *
     * @throws PatternSyntaxException if the pattern is not in the language, naming the place
     */
    public static Glob of(String pattern, Case letters) {
        return of(pattern, letters == Case.SENSITIVE ? NameFolding.NONE : NameFolding.CASE);
    }

    /**
     * Compiles a pattern that matches whatever a storage takes for the same as a match.
     *
     * @throws PatternSyntaxException if the pattern is not in the language, naming the place
     */
    public static Glob of(String pattern, NameFolding folding) {
        Case letters = folding.foldsCase() ? Case.INSENSITIVE : Case.SENSITIVE;
        String composed = folding.composed(pattern);
        // Found by the names as they are, so the way to start from has to be in the pattern as it was written.
        return new Glob(pattern, folding, GlobCompiler.compile(composed, letters), GlobPrefix.of(pattern, letters));
    }

    /** Whether the pattern matches this path, seen from the root. */
    public boolean matches(FsPath path) {
        return matches(path, FsPath.ROOT);
    }

    /**
     * Whether the pattern matches this path, seen from a directory.
     *
     * @throws IllegalArgumentException if the path is not in the directory
     */
    public boolean matches(FsPath path, FsPath directory) {
        FsPath relative = path.from(directory);
        return !relative.isRoot() && program.run(text(relative)) == GlobProgram.Outcome.MATCH;
    }

    /** Whether the pattern could match something below this path, seen from the root. If not, no need to look. */
    public boolean couldMatchBelow(FsPath path) {
        return couldMatchBelow(path, FsPath.ROOT);
    }

    /**
     * Whether the pattern could match something below this path, seen from a directory. If not, no need to look.
     *
     * @throws IllegalArgumentException if the path is not in the directory
     */
    public boolean couldMatchBelow(FsPath path, FsPath directory) {
        FsPath relative = path.from(directory);
        return relative.isRoot() || program.run(text(relative) + "/") != GlobProgram.Outcome.DEAD;
    }

    private String text(FsPath relative) {
        return folding.composed(relative.toString().substring(1));
    }

    /**
     * What matches below a directory, in no particular order. Directories that cannot hold a match are not read. A link is not
     * followed, unless the pattern names it before any of its special characters. The stream has to be closed; failures come
     * as {@link java.io.UncheckedIOException}.
     *
     * @throws NoSuchFileException if the directory is missing
     * @throws NotDirectoryException if it is a file
     */
    public Stream<FileInfo> find(FileSystem fs, FsPath directory) throws IOException {
        FileInfo there = fs.stat(directory);
        if (!there.isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        FsPath start = prefix.below(directory);
        if (!start.equals(directory)) {
            there = fs.find(start);
            if (there == null || !there.isDirectory()) {
                return Stream.empty();
            }
        }
        // The slash makes a link to a directory the directory.
        Walk walk = Walk.of(fs, FsPath.of(start + "/")).minDepth(1);
        return matching(walk.entering(below -> couldMatchBelow(below.path(), directory)), directory);
    }

    /** What matches below the root of a walk; the walk does not enter what cannot hold a match. */
    public Stream<FileInfo> find(Walk walk) throws IOException {
        FsPath directory = walk.root();
        return matching(walk.entering(below -> couldMatchBelow(below.path(), directory)), directory);
    }

    private Stream<FileInfo> matching(Walk walk, FsPath directory) throws IOException {
        return walk.stream().filter(entry -> matches(entry.path(), directory));
    }

    /** The pattern as it was written. */
    public String pattern() {
        return pattern;
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return folding == NameFolding.NONE ? pattern : pattern + " (folding " + words(folding) + ")";
    }

    private static String words(NameFolding folding) {
        return folding.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
