package io.anyfs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FileSystem;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves behind that is killed while it writes, and what becomes of it. */
class CrashTest {

    private static final LocalOptions AT_ONCE = LocalOptions.DEFAULT.withSweepAge(Duration.ZERO);

    @TempDir
    Path root;

    /** Has unfinished everything there is, and waits to be killed. */
    static final class Writer {
        public static void main(String[] arguments) throws Exception {
            FileSystem fs = LocalFileSystem.open(Path.of(arguments[0]));
            fs.createDirectory("/d");
            fs.write("/d/whole", "whole");
            for (String path : List.of("/f", "/d/f", "/d/whole")) {
                WriteHandle handle = fs.openWrite(path, WriteOptions.replace());
                handle.write(new byte[10_000]);
            }
            tell("writing");
            new CountDownLatch(1).await();
        }

        @SuppressWarnings("SystemOut") // the test listens
        private static void tell(String line) {
            System.out.println(line);
        }
    }

    @Test
    void a_killed_writer_publishes_nothing_and_its_leftovers_go_with_the_next_write() throws Exception {
        leaveBehind();
        assertEquals(List.of("d", "d/f", "d/whole", "f"), writtenInto(AT_ONCE));
        assertEquals(List.of(), leftovers());
    }

    @Test
    void leftovers_are_never_listed_and_do_not_keep_a_directory_from_being_deleted() throws Exception {
        leaveBehind();
        try (FileSystem fs = LocalFileSystem.open(root, AT_ONCE)) {
            assertEquals(
                    List.of("whole"),
                    fs.entries("/d").stream().map(entry -> entry.name()).toList());
            assertEquals("whole", fs.readString("/d/whole"));
            fs.delete("/d/whole");
            fs.delete("/d");
        }
    }

    @Test
    void a_sweep_of_the_whole_tree_deletes_all_leftovers() throws Exception {
        leaveBehind();
        int there = leftovers().size();
        try (LocalBackend backend = LocalBackend.open(root, AT_ONCE)) {
            assertEquals(there, backend.sweep());
        }
        assertEquals(List.of(), leftovers());
    }

    @Test
    void young_leftovers_are_left_alone() throws Exception {
        leaveBehind();
        List<Path> before = leftovers();
        try (LocalBackend backend = LocalBackend.open(root, AT_ONCE.withSweepAge(Duration.ofHours(1)))) {
            assertEquals(0, backend.sweep());
        }
        assertEquals(before, leftovers());
    }

    @Test
    void the_unfinished_files_of_a_living_process_are_left_alone() throws Exception {
        try (ChildJvm writer = ChildJvm.start(Writer.class, root.toString())) {
            writer.awaitLine("writing");
            List<Path> before = leftovers();
            try (FileSystem fs = LocalFileSystem.open(root, AT_ONCE);
                    LocalBackend backend = LocalBackend.open(root, AT_ONCE)) {
                assertEquals(0, backend.sweep());
                fs.delete("/d/whole");
                assertThrows(DirectoryNotEmptyException.class, () -> fs.delete("/d"));
            }
            assertEquals(before, leftovers());
        }
    }

    private void leaveBehind() throws Exception {
        try (ChildJvm writer = ChildJvm.start(Writer.class, root.toString())) {
            writer.awaitLine("writing");
            writer.kill();
        }
        assertEquals(4, leftovers().size(), "three files and the staging directory");
    }

    /** Writes into all directories, waits for the sweeps, and tells what is there then. */
    private List<String> writtenInto(LocalOptions options) throws IOException {
        try (FileSystem fs = LocalFileSystem.open(root, options)) {
            fs.write("/f", "new");
            fs.write("/d/f", "new");
            Eventually.holds(() -> leftovers().isEmpty(), () -> "leftovers are still there");
            return list();
        }
    }

    private List<String> list() throws IOException {
        return tree().stream().map(path -> root.relativize(path).toString()).toList();
    }

    private List<Path> leftovers() throws IOException {
        return tree().stream()
                .filter(path -> path.getFileName().toString().startsWith(".anyfs-"))
                .toList();
    }

    /** Everything under the root, sorted; what a sweep deletes meanwhile is not there. */
    private List<Path> tree() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return visitFile(directory, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        found.remove(root);
        Collections.sort(found);
        return found;
    }
}
