package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

/** What is said of what is there, and of what is not. */
public interface Looking extends Subject {

    @Test
    default void a_file_has_its_type_and_size() throws IOException {
        given().write("/f", content(Size.CHUNK_PLUS_ONE));
        assertTrue(fs().stat("/f").isFile());
        assertFalse(fs().stat("/f").isDirectory());
        assertEquals(chunkSize() + 1L, fs().stat("/f").size());
        assertEquals(FsPath.of("/f"), fs().stat("/f").path());
        assertEquals("f", fs().stat("/f").name());
    }

    @Test
    default void stat_and_lstat_say_the_same_of_what_is_no_link() throws IOException {
        given().write("/f", "abc");
        given().createDirectory("/d");
        assertEquals(fs().stat("/f"), fs().lstat(FsPath.of("/f")));
        assertEquals(fs().stat("/d"), fs().lstat(FsPath.of("/d")));
    }

    @Test
    default void nothing_is_said_of_what_is_missing() throws IOException {
        refused(NoSuchFileException.class, Operation.STAT, "/missing", () -> fs().stat("/missing"));
        refused(NoSuchFileException.class, Operation.STAT, "/missing", () -> fs().lstat(FsPath.of("/missing")));
    }

    @Test
    default void nothing_is_said_of_what_is_in_a_missing_directory() throws IOException {
        refused(NoSuchFileException.class, Operation.STAT, "/no/such/thing", () -> fs().stat("/no/such/thing"));
    }

    @Test
    default void nothing_is_below_a_file() throws IOException {
        given().write("/f", "abc");
        refused(NotDirectoryException.class, Operation.STAT, "/f/x", () -> fs().stat("/f/x"));
        refused(NotDirectoryException.class, Operation.STAT, "/f/x", () -> fs().lstat(FsPath.of("/f/x")));
    }

    @Test
    default void a_trailing_slash_asserts_a_directory() throws IOException {
        given().write("/f", "abc");
        given().createDirectory("/d");
        assertTrue(fs().stat("/d/").isDirectory());
        refused(NotDirectoryException.class, Operation.STAT, "/f/", () -> fs().stat("/f/"));
        refused(NotDirectoryException.class, Operation.OPEN_READ, "/f/", () -> fs().openRead("/f/"));
    }

    @Test
    default void existence_is_told_without_an_exception() throws IOException {
        given().write("/f", "abc");
        given().createDirectory("/d");
        assertTrue(fs().exists("/"));
        assertTrue(fs().exists("/f"));
        assertTrue(fs().exists("/d"));
        assertFalse(fs().exists("/missing"));
        assertFalse(fs().exists("/no/such"));
        assertFalse(fs().exists("/f/x"));
        assertNull(fs().find(FsPath.of("/missing")));
        assertTrue(fs().isDirectory(FsPath.of("/d")));
        assertFalse(fs().isDirectory(FsPath.of("/f")));
        assertFalse(fs().isDirectory(FsPath.of("/missing")));
    }

    @Test
    default void facts_do_not_change_by_looking() throws IOException {
        given().write("/f", "abc");
        var first = fs().stat("/f");
        fs().entries("/");
        assertEquals(first, fs().stat("/f"));
    }
}
