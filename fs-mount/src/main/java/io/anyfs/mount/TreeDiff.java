package io.anyfs.mount;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import io.anyfs.text.Escapes;
import io.anyfs.tree.Difference;
import io.anyfs.tree.TreeCompare;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * In what a tree differs from the one that is expected, for people to read:
 *
 * <pre>
 * 3 differences; - is expected, + is there:
 * - /out/missing.txt  file of 12 bytes
 * + /out/extra  directory
 * ! /out/report.csv  content
 *     &#64;&#64; -1,2 +1,2 &#64;&#64;
 *      a;b;c
 *     -1;2;3
 *     +1;2;4
 * </pre>
 *
 * <p>Of two files that are short texts it shows the lines, of others the first byte. Of a directory that only one of them has it
 * does not tell what is in it. After {@link #MOST_SHOWN} differences it only counts.
 */
final class TreeDiff {

    /** How many differences are shown. */
    static final int MOST_SHOWN = 100;

    private final FileSystem expected;
    private final FileSystem actual;
    private final List<String> shown = new ArrayList<>();
    private long found;

    private TreeDiff(FileSystem expected, FileSystem actual) {
        this.expected = expected;
        this.actual = actual;
    }

    /**
     * Compares.
     *
     * @param counts which of the differences are any
     * @return what to show; {@code null} if there is no difference
     */
    static @Nullable String of(
            TreeCompare comparison, FileSystem expected, FileSystem actual, Predicate<Difference> counts)
            throws IOException {
        TreeDiff diff = new TreeDiff(expected, actual);
        for (Difference difference : comparison.differences()) {
            if (counts.test(difference)) {
                diff.add(difference);
            }
        }
        return diff.text();
    }

    private void add(Difference difference) throws IOException {
        found++;
        if (found > MOST_SHOWN) {
            return;
        }
        String path = Escapes.forTerminal(difference.path().toString());
        FileInfo left = difference.left();
        FileInfo right = difference.right();
        if (left == null || right == null) {
            shown.add((left == null ? "+ " : "- ") + path + "  "
                    + kind(Objects.requireNonNull(left == null ? right : left)));
            return;
        }
        switch (difference.kind()) {
            case SIZE -> {
                shown.add(changed(path, "size", left.size() + " bytes", right.size() + " bytes"));
                content(left, right);
            }
            case CONTENT -> {
                shown.add("! " + path + "  content");
                content(left, right);
            }
            case LINK_TARGET ->
                shown.add(changed(path, "link", target(expected, left.path()), target(actual, right.path())));
            case LAST_MODIFIED ->
                shown.add(changed(
                        path,
                        "modified",
                        left.lastModified().toString(),
                        right.lastModified().toString()));
            case MODE -> shown.add(changed(path, "mode", mode(left), mode(right)));
            default -> shown.add(changed(path, "is", kind(left), kind(right)));
        }
    }

    private void content(FileInfo left, FileInfo right) throws IOException {
        ContentDifference.between(expected, left, actual, right)
                .forEach(line -> shown.add("    " + Escapes.forTerminal(line)));
    }

    private static String changed(String path, String what, String expected, String actual) {
        return "! " + path + "  " + what + ": expected " + expected + ", but was " + actual;
    }

    private static String target(FileSystem fs, FsPath link) throws IOException {
        return Escapes.forTerminal(fs.readLink(link));
    }

    private static String mode(FileInfo entry) {
        PosixAttributes posix = entry.posix();
        return posix == null ? "none" : String.format(Locale.ROOT, "%04o", posix.mode());
    }

    static String kind(FileInfo entry) {
        return switch (entry.type()) {
            case FILE -> "file of " + entry.size() + " bytes";
            case DIRECTORY -> "directory";
            case SYMBOLIC_LINK -> "link";
            default -> "something else";
        };
    }

    private @Nullable String text() {
        if (found == 0) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        text.append(found).append(found == 1 ? " difference" : " differences").append("; - is expected, + is there:");
        shown.forEach(line -> text.append('\n').append(line));
        if (found > MOST_SHOWN) {
            text.append("\n… and ").append(found - MOST_SHOWN).append(" more");
        }
        return text.toString();
    }
}
