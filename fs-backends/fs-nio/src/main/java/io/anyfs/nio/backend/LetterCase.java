package io.anyfs.nio.backend;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether a filesystem takes names for the same that differ in case only. */
final class LetterCase {

    private LetterCase() {}

    /**
     * Asks for something that is there by its name in the other case: paths that are not equal may lead to one file, as those
     * of jimfs do when it is a Mac's. Where nothing is there that has letters in its name, nothing is known of it.
     */
    static boolean isFolded(Path root) {
        if (root.resolve("a").equals(root.resolve("A"))) {
            return true;
        }
        try {
            Path named = named(root);
            if (named == null) {
                return false;
            }
            Path other = named.resolveSibling(swapped(String.valueOf(named.getFileName())));
            return Files.exists(other, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(named, other);
        } catch (IOException | DirectoryIteratorException | SecurityException unknown) {
            return false;
        }
    }

    /** What is in the directory counts more than itself, as it may be where another filesystem begins. */
    private static @Nullable Path named(Path root) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                if (hasLetters(entry) && !Files.isSymbolicLink(entry)) {
                    return entry;
                }
            }
        }
        Path above = root.toAbsolutePath();
        while (above != null && !hasLetters(above)) {
            above = above.getParent();
        }
        return above;
    }

    private static boolean hasLetters(Path path) {
        Path name = path.getFileName();
        return name != null && !swapped(name.toString()).equals(name.toString());
    }

    /** Of ASCII only: of other letters filesystems think differently. */
    private static String swapped(String name) {
        StringBuilder swapped = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            swapped.append(letter ? (char) (c ^ 0x20) : c);
        }
        return swapped.toString();
    }
}
