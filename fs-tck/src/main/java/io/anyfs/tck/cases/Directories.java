package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Directories that are created. */
@Requires(Capability.WRITE)
public interface Directories extends Subject {

    @Test
    default void a_directory_is_created_empty() throws IOException {
        fs().createDirectory("/d");
        assertTrue(fs().stat("/d").isDirectory());
        assertEquals(0, fs().stat("/d").size());
        assertEquals(List.of(), names("/d"));
        assertEquals(List.of("d"), names("/"));
    }

    @Test
    default void a_directory_in_a_directory_is_created() throws IOException {
        given().createDirectory("/d");
        fs().createDirectory("/d/e");
        assertTrue(fs().stat("/d/e").isDirectory());
        assertEquals(List.of("e"), names("/d"));
    }

    @Test
    default void a_trailing_slash_names_the_same_directory() throws IOException {
        fs().createDirectory("/d/");
        assertEquals(List.of("d"), names("/"));
    }

    @Test
    default void an_existing_directory_is_not_created_again() throws IOException {
        given().createDirectory("/d");
        given().write("/d/kept", "kept");
        refused(FileAlreadyExistsException.class, Operation.CREATE_DIRECTORY, "/d", () -> fs().createDirectory("/d"));
    }

    @Test
    default void a_directory_does_not_take_the_place_of_a_file() throws IOException {
        given().write("/f", "abc");
        refused(FileAlreadyExistsException.class, Operation.CREATE_DIRECTORY, "/f", () -> fs().createDirectory("/f"));
    }

    @Test
    default void the_root_is_not_created() throws IOException {
        refused(FileAlreadyExistsException.class, Operation.CREATE_DIRECTORY, "/", () -> fs().createDirectory("/"));
    }

    @Test
    default void a_directory_in_a_missing_one_is_refused() throws IOException {
        refused(NoSuchFileException.class, Operation.CREATE_DIRECTORY, "/no/d", () -> fs().createDirectory("/no/d"));
    }

    @Test
    default void a_directory_below_a_file_is_refused() throws IOException {
        given().write("/f", "abc");
        refused(NotDirectoryException.class, Operation.CREATE_DIRECTORY, "/f/d", () -> fs().createDirectory("/f/d"));
    }

    @Test
    default void missing_directories_are_created_with_their_parents() throws IOException {
        fs().createDirectories("/a/b/c");
        assertTrue(fs().stat("/a/b/c").isDirectory());
    }

    @Test
    default void creating_directories_again_changes_nothing() throws IOException {
        given().createDirectories("/a/b");
        given().write("/a/b/kept", "kept");
        fs().createDirectories("/a/b");
        fs().createDirectories("/");
        assertEquals(List.of("kept"), names("/a/b"));
    }

    @Test
    default void creating_directories_over_a_file_is_refused() throws IOException {
        given().write("/f", "abc");
        refused(FileAlreadyExistsException.class, Operation.CREATE_DIRECTORY, "/f", () -> fs().createDirectories("/f"));
    }

    @Test
    default void creating_directories_through_a_file_is_refused() throws IOException {
        given().write("/f", "abc");
        refused(NotDirectoryException.class, Operation.CREATE_DIRECTORY, "/f", () -> fs().createDirectories("/f/a/b"));
    }

    @Test
    default void a_directory_outlives_its_last_child() throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "abc");
        fs().delete("/d/f");
        assertTrue(fs().stat("/d").isDirectory());
        assertEquals(List.of(), names("/d"));
    }

    @Test
    default void the_root_is_a_directory() throws IOException {
        assertTrue(fs().stat("/").isDirectory());
        assertEquals(FsPath.ROOT, fs().stat("/").path());
        assertEquals("", fs().stat("/").name());
        assertFalse(fs().stat("/").isFile());
    }
}
