package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Operation;
import io.anyfs.SubtreeException;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Subject;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that are created, followed and not followed. */
@Requires({Capability.SYMBOLIC_LINKS, Capability.WRITE})
public interface SymbolicLinks extends Subject {

    @ParameterizedTest
    @ValueSource(strings = {"f", "./f", "d/../f", "/f", "missing", "d/missing", "/no/such", " f ", "ü"})
    default void a_link_leads_where_it_was_written_to(String target) throws IOException {
        link("/link", target);
        assertEquals(target, fs().readLink(FsPath.of("/link")));
        assertTrue(fs().lstat(FsPath.of("/link")).isSymbolicLink());
    }

    @Test
    default void stat_follows_and_lstat_does_not() throws IOException {
        given().write("/f", "abc");
        link("/link", "f");
        assertTrue(fs().stat("/link").isFile());
        assertEquals(3, fs().stat("/link").size());
        assertEquals(FsPath.of("/link"), fs().stat("/link").path());
        assertTrue(fs().lstat(FsPath.of("/link")).isSymbolicLink());
        assertEquals(1, fs().lstat(FsPath.of("/link")).size());
    }

    @Test
    default void a_link_is_listed_as_itself() throws IOException {
        given().createDirectory("/d");
        link("/d/link", "../elsewhere");
        assertTrue(fs().entries("/d").get(0).isSymbolicLink());
    }

    @ParameterizedTest
    @ValueSource(strings = {"d/f", "/d/f", "d/../d/f", "./d/f"})
    default void a_file_is_read_through_a_link(String target) throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "abc");
        link("/link", target);
        assertEquals("abc", fs().readString("/link"));
    }

    @Test
    default void a_relative_link_starts_from_its_own_directory() throws IOException {
        given().createDirectories("/a/b");
        given().write("/a/f", "right");
        given().write("/f", "wrong");
        link("/a/b/link", "../f");
        assertEquals("right", fs().readString("/a/b/link"));
    }

    @Test
    default void a_path_leads_through_links_to_directories() throws IOException {
        given().createDirectories("/a/b");
        link("/link", "a");
        fs().write("/link/b/f", "abc");
        assertEquals("abc", fs().readString("/a/b/f"));
        assertEquals(FsPath.of("/link/b/f"), fs().stat("/link/b/f").path());
        fs().createDirectory("/link/c");
        assertTrue(fs().stat("/a/c").isDirectory());
        fs().delete("/link/b/f");
        assertFalse(fs().exists("/a/b/f"));
    }

    @Test
    default void a_directory_is_listed_through_a_link() throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "abc");
        link("/link", "d");
        assertEquals(List.of("f"), names("/link"));
        assertEquals(FsPath.of("/link/f"), fs().entries("/link").get(0).path());
        assertTrue(fs().stat("/link/").isDirectory());
    }

    @Test
    default void a_write_goes_through_a_link_and_the_link_stays() throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "old");
        link("/link", "d/f");
        fs().write("/link", "new");
        assertEquals("new", fs().readString("/d/f"));
        assertEquals("d/f", fs().readLink(FsPath.of("/link")));
        assertEquals(List.of("f"), names("/d"));
    }

    @Test
    default void a_new_file_never_takes_the_place_of_a_link() throws IOException {
        given().write("/f", "abc");
        link("/link", "f");
        link("/dangling", "missing");
        refused(
                FileAlreadyExistsException.class,
                Operation.OPEN_WRITE,
                "/link",
                () -> fs().openWrite("/link", WriteOptions.createNew()));
        refused(
                FileAlreadyExistsException.class,
                Operation.OPEN_WRITE,
                "/dangling",
                () -> fs().openWrite("/dangling", WriteOptions.createNew()));
    }

    @Test
    default void a_link_that_leads_nowhere_is_there_and_its_target_is_not() throws IOException {
        link("/link", "missing");
        assertFalse(fs().exists("/link"));
        assertTrue(fs().lstat(FsPath.of("/link")).isSymbolicLink());
        refused(NoSuchFileException.class, Operation.STAT, "/link", () -> fs().stat("/link"));
        refused(NoSuchFileException.class, Operation.OPEN_READ, "/link", () -> fs().openRead("/link"));
        refused(NoSuchFileException.class, Operation.LIST, "/link", () -> fs().list("/link"));
    }

    @Test
    default void a_link_to_a_file_is_no_directory() throws IOException {
        given().write("/f", "abc");
        link("/link", "f");
        refused(NotDirectoryException.class, Operation.LIST, "/link", () -> fs().list("/link"));
        refused(NotDirectoryException.class, Operation.STAT, "/link/x", () -> fs().stat("/link/x"));
        refused(NotDirectoryException.class, Operation.STAT, "/link/", () -> fs().stat("/link/"));
    }

    @Test
    default void a_link_to_itself_is_a_loop() throws IOException {
        link("/loop", "loop");
        refused(FileSystemLoopException.class, Operation.STAT, "/loop", () -> fs().stat("/loop"));
        refused(FileSystemLoopException.class, Operation.OPEN_READ, "/loop", () -> fs().openRead("/loop"));
        refused(FileSystemLoopException.class, Operation.STAT, "/loop/x", () -> fs().stat("/loop/x"));
        assertTrue(fs().lstat(FsPath.of("/loop")).isSymbolicLink());
    }

    @Test
    default void two_links_to_each_other_are_a_loop() throws IOException {
        given().createDirectory("/d");
        link("/a", "d/b");
        link("/d/b", "/a");
        refused(FileSystemLoopException.class, Operation.STAT, "/a", () -> fs().stat("/a"));
        refused(
                FileSystemLoopException.class,
                Operation.OPEN_WRITE,
                "/a",
                () -> fs().openWrite("/a", WriteOptions.replace()));
    }

    @Test
    default void deleting_a_link_leaves_what_it_leads_to() throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "kept");
        link("/link", "d");
        fs().delete("/link");
        assertEquals(List.of("d"), names("/"));
        assertEquals("kept", fs().readString("/d/f"));
    }

    @Test
    default void deleting_a_tree_does_not_follow_links() throws IOException {
        given().createDirectory("/outside");
        given().write("/outside/f", "kept");
        given().createDirectory("/d");
        link("/d/link", "../outside");
        assertEquals(2, TreeDelete.delete(fs(), FsPath.of("/d")));
        assertEquals("kept", fs().readString("/outside/f"));
    }

    @Test
    @Requires(Capability.MOVE)
    default void a_link_is_moved_as_itself() throws IOException {
        given().write("/f", "abc");
        link("/link", "f");
        fs().move("/link", "/moved");
        assertEquals("f", fs().readLink(FsPath.of("/moved")));
        assertEquals(List.of("f", "moved"), names("/"));
    }

    @Test
    @Requires(Capability.MOVE)
    default void a_file_is_moved_onto_itself_through_a_link() throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "abc");
        link("/link", "d");
        fs().move(FsPath.of("/d/f"), FsPath.of("/link/f"), IfExists.REPLACE);
        assertEquals("abc", fs().readString("/d/f"));
        assertEquals(List.of("f"), names("/d"));
    }

    @Test
    @Requires({Capability.MOVE, Capability.MOVE_DIRECTORY})
    default void a_directory_does_not_move_into_itself_through_a_link() throws IOException {
        given().createDirectory("/d");
        given().createDirectory("/d/e");
        link("/link", "d/e");
        refused(SubtreeException.class, Operation.MOVE, "/d", () -> fs().move("/d", "/link/d"));
    }

    @Test
    default void a_file_is_copied_onto_itself_through_a_link() throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "abc");
        link("/link", "d");
        fs().copy(FsPath.of("/d/f"), FsPath.of("/link/f"), IfExists.REPLACE);
        assertEquals("abc", fs().readString("/d/f"));
        assertEquals(List.of("f"), names("/d"));
    }

    @Test
    default void a_link_over_anything_is_refused() throws IOException {
        given().write("/f", "abc");
        given().createDirectory("/d");
        link("/link", "f");
        for (String there : List.of("/f", "/d", "/link", "/")) {
            refused(
                    FileAlreadyExistsException.class,
                    Operation.CREATE_SYMBOLIC_LINK,
                    there,
                    () -> link(there, "elsewhere"));
        }
    }

    @Test
    default void a_link_in_a_missing_directory_or_below_a_file_is_refused() throws IOException {
        given().write("/f", "abc");
        refused(NoSuchFileException.class, Operation.CREATE_SYMBOLIC_LINK, "/no/link", () -> link("/no/link", "f"));
        refused(NotDirectoryException.class, Operation.CREATE_SYMBOLIC_LINK, "/f/link", () -> link("/f/link", "f"));
    }

    @Test
    default void only_links_are_read_as_links() throws IOException {
        given().write("/f", "abc");
        given().createDirectory("/d");
        refused(NotLinkException.class, Operation.READ_LINK, "/f", () -> fs().readLink(FsPath.of("/f")));
        refused(NotLinkException.class, Operation.READ_LINK, "/d", () -> fs().readLink(FsPath.of("/d")));
        refused(NoSuchFileException.class, Operation.READ_LINK, "/no", () -> fs().readLink(FsPath.of("/no")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../f", "../../etc/passwd", "/../f", "d/../../f"})
    default void no_link_out_of_the_root_is_created(String target) throws IOException {
        refused(AccessDeniedException.class, Operation.CREATE_SYMBOLIC_LINK, "/link", () -> link("/link", target));
    }

    private void link(String link, String target) throws IOException {
        fs().createSymbolicLink(FsPath.of(link), target);
    }
}
