package io.anyfs.overlay.union;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is hidden by marks, and under which names. */
class UnionMarksTest extends TwoLayers {

    @Test
    void a_deleted_file_is_hidden_and_stays_so() throws IOException {
        fs.delete("/d/e/g");
        fs.delete("/f");
        assertEquals(List.of("d"), names("/"));
        assertEquals(List.of(), names("/d/e"));
        assertThrows(NoSuchFileException.class, () -> fs.readString("/d/e/g"));
        assertThrows(NoSuchFileException.class, () -> fs.delete("/f"));
    }

    @Test
    void a_directory_created_again_is_empty() throws IOException {
        TreeDelete.delete(fs, FsPath.of("/d"));
        assertEquals(List.of("f"), names("/"));
        fs.createDirectory("/d");
        assertEquals(List.of(), names("/d"));
        fs.write("/d/f", "new");
        fs.createDirectory("/d/e");
        assertEquals(List.of(), names("/d/e"));
        fs.delete("/d/f");
        assertEquals(List.of("e"), names("/d"));
    }

    @Test
    void a_name_changes_its_type_again_and_again() throws IOException {
        for (int round = 0; round < 3; round++) {
            fs.delete("/f");
            fs.createDirectory("/f");
            fs.write("/f/x", "1");
            assertThrows(DirectoryNotEmptyException.class, () -> fs.delete("/f"));
            fs.delete("/f/x");
            fs.delete("/f");
            fs.createSymbolicLink(FsPath.of("/f"), "d/f");
            assertEquals("lower", fs.readString("/f"));
            fs.delete("/f");
            fs.write("/f", "file");
        }
        assertEquals(List.of("d", "f"), names("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "...", "two\nlines", "-rf", ".anyfs.wh", ".anyfs-wh.x", " ", "é", "*"})
    void a_name_of_any_kind_is_hidden(String start) throws IOException {
        String name = start.equals(".") || start.equals("..") ? start + "hidden" : start;
        hidesAndShows(name);
    }

    @Test
    void a_name_of_the_longest_kind_is_hidden() throws IOException {
        assertEquals(255, fs.capabilities().limits().maxNameBytes());
        hidesAndShows("n".repeat(255));
        hidesAndShows("\u6f22".repeat(85));
    }

    private void hidesAndShows(String name) throws IOException {
        FsPath path = FsPath.of("/d").child(name);
        below.write(path, WriteOptions.createNew(), out -> out.write(new byte[] {1}));
        lowerBefore = Snapshot.of(below);
        assertTrue(fs.exists(path));
        fs.delete(path);
        assertFalse(fs.exists(path));
        assertFalse(names("/d").contains(name));
        fs.createDirectory(path);
        assertEquals(List.of(), fs.entries(path));
        fs.delete(path);
        assertFalse(names("/d").contains(name));
    }

    @Test
    void names_of_marks_are_refused_and_never_shown() throws IOException {
        below.write("/.anyfs.wh.lower", "x");
        lowerBefore = Snapshot.of(below);
        fs.delete("/d/f");
        assertEquals(List.of("d", "f"), names("/"));
        assertEquals(List.of("e"), names("/d"));
        String mark = "/d/" + above.entries("/d").get(0).name();
        assertThrows(InvalidNameException.class, () -> fs.stat(mark));
        assertThrows(InvalidNameException.class, () -> fs.delete(mark));
        assertThrows(InvalidNameException.class, () -> fs.write("/.anyfs.wh.", "x"));
        assertThrows(InvalidNameException.class, () -> fs.move("/f", "/.anyfs.wh.x"));
        fs.createSymbolicLink(FsPath.of("/link"), mark);
        assertThrows(InvalidNameException.class, () -> fs.readString("/link"));
    }
}
