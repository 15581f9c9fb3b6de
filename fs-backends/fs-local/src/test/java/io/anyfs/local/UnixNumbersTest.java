package io.anyfs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of files does not depend on whether the JVM lets its numbers be read. */
class UnixNumbersTest {

    private static final String OPENED = "--add-opens=java.base/sun.nio.fs=ALL-UNNAMED";

    @TempDir
    Path root;

    @Test
    void a_JVM_that_was_not_told_to_gives_no_numbers_away() throws IOException {
        assertNull(numbers(root));
    }

    @Test
    void a_JVM_that_was_told_to_tells_the_same_of_all_entries_by_one_look_at_each() throws Exception {
        assumeTrue(Files.getFileStore(root).supportsFileAttributeView("unix"), "a system with owners and modes");
        Path file = Files.writeString(root.resolve("file"), "abc");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x--x"));
        Files.createLink(root.resolve("other-name"), file);
        Files.createSymbolicLink(root.resolve("link"), Path.of("file"));
        Files.setAttribute(Files.createDirectory(root.resolve("directory")), "unix:mode", 01751);
        String seenHere = String.join("\n", entries(root));
        try (ChildJvm child =
                ChildJvm.start(List.of(), Map.of("JAVA_TOOL_OPTIONS", OPENED), Lister.class, root.toString())) {
            child.awaitLine(Lister.HERE);
            assertEquals(seenHere, child.outputUntilEnd());
        }
    }

    private static List<String> entries(Path root) throws IOException {
        try (FileSystem fs = LocalFileSystem.open(root)) {
            return fs.entries("/").stream().map(FileInfo::toString).sorted().toList();
        }
    }

    private static UnixNumbers numbers(Path path) throws IOException {
        return UnixNumbers.of(Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    /** The child: prints what it sees, if it has the numbers. */
    static final class Lister {
        static final String HERE = "here are the entries";

        private Lister() {}

        public static void main(String[] arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            assertNotNull(numbers(root));
            System.out.println(HERE);
            entries(root).forEach(System.out::println);
        }
    }
}
