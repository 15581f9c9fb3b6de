package io.anyfs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What other programs do to a name between the opening of a write and its commit, or between two looks. */
class ChangedMeanwhileTest {

    @TempDir
    Path top;

    private Path root;
    private FileSystem fs;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(top.resolve("root"));
        Files.writeString(top.resolve("outside"), "outside");
        fs = LocalFileSystem.open(root);
        fs.createDirectory("/d");
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
        assertEquals("outside", Files.readString(top.resolve("outside")));
        try (var all = Files.walk(root)) {
            assertEquals(
                    List.of(),
                    all.filter(path -> path.getFileName().toString().startsWith(".anyfs"))
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_new_file_replaces_nothing_that_came_meanwhile(Exposed exposed) throws IOException {
        exposed.apply(root.resolve("d"));
        try (WriteHandle out = writing("/d/f", WriteOptions.createNew())) {
            Files.writeString(root.resolve("d/f"), "theirs");
            assertThrows(FileAlreadyExistsException.class, out::commit);
        }
        assertEquals("theirs", fs.readString("/d/f"));
    }

    @ParameterizedTest
    @EnumSource
    void a_new_file_does_not_go_through_a_link_that_came_meanwhile(Exposed exposed) throws IOException {
        exposed.apply(root.resolve("d"));
        try (WriteHandle out = writing("/d/f", WriteOptions.createNew())) {
            Files.createSymbolicLink(root.resolve("d/f"), Path.of("nowhere"));
            assertThrows(FileAlreadyExistsException.class, out::commit);
        }
        assertEquals("nowhere", fs.readLink(FsPath.of("/d/f")));
        assertFalse(Files.exists(root.resolve("d/nowhere")));
    }

    @ParameterizedTest
    @EnumSource
    void a_directory_that_came_meanwhile_is_told_to_be_one(Exposed exposed) throws IOException {
        exposed.apply(root.resolve("d"));
        for (WriteOptions how : List.of(WriteOptions.createNew(), WriteOptions.replace())) {
            String path = "/d/" + how.mode();
            try (WriteHandle out = writing(path, how)) {
                Files.createDirectory(root.resolve(path.substring(1)));
                assertThrows(IsDirectoryException.class, out::commit);
            }
            assertTrue(fs.isDirectory(FsPath.of(path)));
        }
    }

    @Test
    void a_replacement_goes_through_a_link_that_came_meanwhile() throws IOException {
        fs.write("/target", "old");
        try (WriteHandle out = writing("/d/f", WriteOptions.replace())) {
            Files.createSymbolicLink(root.resolve("d/f"), Path.of("../target"));
            assertEquals(FsPath.of("/d/f"), out.commit().path());
        }
        assertTrue(fs.lstat(FsPath.of("/d/f")).isSymbolicLink());
        assertEquals("new", Files.readString(root.resolve("target")));
    }

    @Test
    void a_replacement_never_goes_through_a_link_that_leads_out() throws IOException {
        try (WriteHandle out = writing("/d/f", WriteOptions.replace())) {
            Files.createSymbolicLink(root.resolve("d/f"), top.resolve("outside"));
            assertThrows(AccessDeniedException.class, out::commit);
        }
        assertThrows(AccessDeniedException.class, () -> fs.openWrite("/d/f", WriteOptions.replace()));
        assertThrows(AccessDeniedException.class, () -> fs.openRead("/d/f"));
        assertThrows(AccessDeniedException.class, () -> fs.stat("/d/f"));
    }

    @Test
    void a_pipe_that_came_meanwhile_is_not_replaced() throws Exception {
        try (WriteHandle out = writing("/d/f", WriteOptions.replace())) {
            Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("d/f").toString()).start();
            assertEquals(0, mkfifo.waitFor());
            assertThrows(FileSystemException.class, out::commit);
        }
        assertFalse(Files.isRegularFile(root.resolve("d/f")));
    }

    @Test
    void a_file_that_came_meanwhile_keeps_its_mode_when_it_is_replaced() throws IOException {
        try (WriteHandle out = writing("/d/f", WriteOptions.replace())) {
            Files.createFile(
                    root.resolve("d/f"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            out.commit();
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("d/f"))));
        assertEquals("new", fs.readString("/d/f"));
    }

    @Test
    void what_was_missing_is_found_as_soon_as_the_path_leads_to_it() throws IOException {
        fs.write("/d/g", "g");
        fs.readString("/d/g");
        assertNull(fs.find(FsPath.of("/d/f")));
        Files.writeString(root.resolve("d/f"), "f");
        assertEquals(1, fs.stat("/d/f").size());
        assertNull(fs.find(FsPath.of("/d/h")));
        Files.createDirectory(root.resolve("other"));
        Files.writeString(root.resolve("other/h"), "hh");
        Files.move(root.resolve("d"), root.resolve("moved"));
        Files.move(root.resolve("other"), root.resolve("d"));
        assertEquals(2, fs.stat("/d/h").size());
        assertNull(fs.find(FsPath.of("/d/f")));
    }

    private WriteHandle writing(String path, WriteOptions how) throws IOException {
        WriteHandle out = fs.openWrite(path, how);
        out.write("new".getBytes(StandardCharsets.UTF_8));
        return out;
    }

    /** The two ways to a new name: a hard link, and a file that claims it. */
    enum Exposed {
        TO_NOBODY("rwxr-xr-x"),
        TO_ALL("rwxrwxrwx");

        private final String permissions;

        Exposed(String permissions) {
            this.permissions = permissions;
        }

        void apply(Path directory) throws IOException {
            Files.setPosixFilePermissions(directory.getParent(), PosixFilePermissions.fromString(permissions));
        }
    }
}
