package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.RootException;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tck.subject.Subject;
import io.anyfs.tck.subject.ToldDeletion;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Directories that are deleted with all that they hold: at once where that is declared, entry by entry where it is not. */
@Requires(Capability.WRITE)
public interface DeletingTrees extends Subject {

    @Test
    default void a_tree_is_deleted_to_its_depth() throws IOException {
        given().createDirectories("/p/d/a/b/c");
        given().createDirectory("/p/d/empty");
        given().write("/p/d/f", "1");
        given().write("/p/d/a/b/c/f", "22");
        TreeDelete.Result result = TreeDelete.of(fs(), FsPath.of("/p/d")).run();
        assertEquals(new TreeDelete.Result(7, 3, 0, List.of()), result);
        assertFalse(fs().exists("/p/d"));
        assertFalse(fs().exists("/p/d/a/b/c/f"));
        assertTrue(fs().stat("/p").isDirectory());
        assertEquals(List.of(), names("/p"));
    }

    @Test
    default void what_is_beside_a_deleted_tree_and_begins_like_it_stays() throws IOException {
        for (String beside : List.of("/d-2", "/d.d", "/d 2", "/d0", "/dd", "/e/d")) {
            given().createDirectories(beside + "/x");
            given().write(beside + "/f", "kept");
        }
        given().write("/d.txt", "kept");
        Snapshot before = Snapshot.of(given());
        given().createDirectories("/d/x");
        given().write("/d/f", "gone");
        assertEquals(3, TreeDelete.delete(fs(), FsPath.of("/d")));
        assertEquals(before, Snapshot.of(given()));
    }

    @Test
    default void a_tree_is_deleted_by_a_path_with_a_trailing_slash() throws IOException {
        given().createDirectories("/d/e");
        given().write("/d/e/f", "abc");
        assertEquals(3, TreeDelete.delete(fs(), FsPath.of("/d/")));
        assertEquals(List.of(), names("/"));
    }

    @Test
    default void an_empty_directory_is_a_tree_of_one() throws IOException {
        given().createDirectory("/d");
        assertEquals(1, TreeDelete.delete(fs(), FsPath.of("/d")));
        assertFalse(fs().exists("/d"));
    }

    @Test
    default void a_file_is_a_tree_of_one() throws IOException {
        given().write("/f", "abc");
        given().write("/f2", "kept");
        TreeDelete.Result result = TreeDelete.of(fs(), FsPath.of("/f")).run();
        assertEquals(new TreeDelete.Result(1, 3, 0, List.of()), result);
        assertEquals(List.of("f2"), names("/"));
    }

    @Test
    default void a_missing_tree_is_not_deleted() throws IOException {
        given().createDirectories("/missing-2/x");
        Snapshot before = Snapshot.of(given());
        for (String missing : List.of("/missing", "/missing/", "/no/such")) {
            FsPath path = FsPath.of(missing);
            assertThrows(NoSuchFileException.class, () -> TreeDelete.delete(fs(), path), missing);
            assertThrows(NoSuchFileException.class, () -> TreeDelete.empty(fs(), path), missing);
        }
        assertEquals(before, Snapshot.of(given()));
    }

    @Test
    default void no_tree_is_deleted_where_a_file_is_in_the_way() throws IOException {
        given().write("/f", "kept");
        Snapshot before = Snapshot.of(given());
        assertThrows(NotDirectoryException.class, () -> TreeDelete.delete(fs(), FsPath.of("/f/x")));
        assertThrows(NotDirectoryException.class, () -> TreeDelete.delete(fs(), FsPath.of("/f/")));
        assertThrows(NotDirectoryException.class, () -> TreeDelete.empty(fs(), FsPath.of("/f")));
        assertEquals(before, Snapshot.of(given()));
    }

    @Test
    default void a_directory_is_emptied_and_stays() throws IOException {
        given().createDirectories("/d/a/b");
        given().write("/d/a/f", "abc");
        given().write("/d-2", "kept");
        assertEquals(3, TreeDelete.empty(fs(), FsPath.of("/d")));
        assertEquals(List.of(), names("/d"));
        assertEquals(List.of("d", "d-2"), names("/"));
        assertEquals(0, TreeDelete.empty(fs(), FsPath.of("/d")));
        assertTrue(fs().stat("/d").isDirectory());
    }

    @Test
    default void the_root_can_be_emptied() throws IOException {
        given().createDirectories("/a/b");
        given().write("/a/b/f", "abc");
        given().write("/g", "abc");
        assertEquals(4, TreeDelete.empty(fs(), FsPath.ROOT));
        assertEquals(List.of(), names("/"));
        assertTrue(fs().stat("/").isDirectory());
        assertEquals(0, TreeDelete.empty(fs(), FsPath.ROOT));
    }

    @Test
    default void the_root_is_never_deleted_as_a_tree() throws IOException {
        given().createDirectories("/a/b");
        Snapshot before = Snapshot.of(given());
        assertThrows(RootException.class, () -> TreeDelete.delete(fs(), FsPath.ROOT));
        assertEquals(before, Snapshot.of(given()));
    }

    @Test
    default void a_tree_is_deleted_through_a_view_and_nothing_outside_of_it() throws IOException {
        given().createDirectories("/d/e/x");
        given().createDirectories("/e/x");
        given().write("/d/g", "abc");
        try (FileSystem view = fs().subdirectory(FsPath.of("/d"))) {
            assertEquals(2, TreeDelete.delete(view, FsPath.of("/e")));
            assertEquals(List.of("g"), names("/d"));
            assertEquals(1, TreeDelete.empty(view, FsPath.ROOT));
        }
        assertEquals(List.of(), names("/d"));
        assertEquals(List.of("x"), names("/e"));
    }

    // ---------------------------------------------------------------- at once

    @Test
    @Requires(Capability.DELETE_TREE)
    default void every_entry_of_a_tree_deleted_at_once_is_told_when_it_is_gone() throws IOException {
        given().createDirectories("/d/a/b");
        given().createDirectory("/d/empty");
        given().write("/d/f", "1");
        given().write("/d/a/b/g", "333");
        Map<FsPath, String> before = new HashMap<>();
        for (String path : List.of("/d", "/d/a", "/d/a/b", "/d/empty", "/d/f", "/d/a/b/g")) {
            before.put(FsPath.of(path), typeAndSize(fs().lstat(FsPath.of(path))));
        }
        ToldDeletion told = new ToldDeletion();
        fs().deleteTree(FsPath.of("/d"), DeleteScope.WHOLE, told);
        assertEquals(before.size(), told.deleted().size());
        assertEquals(
                before, told.deleted().stream().collect(Collectors.toMap(FileInfo::path, DeletingTrees::typeAndSize)));
        for (FsPath path : told.paths()) {
            int parent = told.paths().indexOf(path.parentOrRoot());
            assertTrue(parent < 0 || parent > told.paths().indexOf(path), () -> path + " was told after its directory");
            assertFalse(fs().exists(path), () -> "told as deleted: " + path);
        }
    }

    @Test
    @Requires(Capability.DELETE_TREE)
    default void a_directory_emptied_at_once_is_not_told() throws IOException {
        given().createDirectories("/d/a");
        ToldDeletion told = new ToldDeletion();
        fs().deleteTree(FsPath.of("/d"), DeleteScope.CONTENTS, told);
        fs().deleteTree(FsPath.ROOT, DeleteScope.CONTENTS, told);
        assertEquals(List.of(FsPath.of("/d/a"), FsPath.of("/d")), told.paths());
    }

    @Test
    @Requires(Capability.DELETE_TREE)
    default void only_a_directory_that_is_there_is_deleted_at_once() throws IOException {
        given().write("/f", "kept");
        given().createDirectory("/missing-2");
        for (DeleteScope scope : DeleteScope.values()) {
            notDeletedAtOnce(NoSuchFileException.class, "/missing", scope);
            notDeletedAtOnce(NoSuchFileException.class, "/no/such", scope);
            notDeletedAtOnce(NotDirectoryException.class, "/f", scope);
            notDeletedAtOnce(NotDirectoryException.class, "/f/x", scope);
        }
        notDeletedAtOnce(RootException.class, "/", DeleteScope.WHOLE);
    }

    @Test
    @Requires(Capability.DELETE_TREE)
    default void what_is_thrown_by_who_is_told_ends_the_deletion() throws IOException {
        given().createDirectories("/d/a");
        given().write("/d/f", "abc");
        IOException stop = new IOException("enough");
        ToldDeletion told = new ToldDeletion().endingWith(stop);
        IOException failure =
                assertThrows(IOException.class, () -> fs().deleteTree(FsPath.of("/d"), DeleteScope.WHOLE, told));
        assertSame(stop, failure);
        assertEquals(1, told.paths().size());
        assertFalse(fs().exists(told.paths().get(0)));
    }

    @Test
    @Requires(Capability.DELETE_TREE)
    default void a_view_tells_of_what_is_deleted_by_its_own_paths() throws IOException {
        given().createDirectories("/d/e");
        given().write("/d/e/f", "abc");
        ToldDeletion told = new ToldDeletion();
        try (FileSystem view = fs().subdirectory(FsPath.of("/d"))) {
            view.deleteTree(FsPath.of("/e"), DeleteScope.WHOLE, told);
        }
        assertEquals(List.of(FsPath.of("/e/f"), FsPath.of("/e")), told.paths());
    }

    @Test
    @Requires({Capability.DELETE_TREE, Capability.SYMBOLIC_LINKS})
    default void a_link_is_deleted_at_once_as_itself_and_followed_only_to_empty_a_directory() throws IOException {
        given().createDirectory("/outside");
        given().write("/outside/f", "kept");
        given().createDirectory("/d");
        given().createSymbolicLink(FsPath.of("/d/link"), "../outside");
        given().createSymbolicLink(FsPath.of("/to-d"), "d");
        notDeletedAtOnce(NotDirectoryException.class, "/to-d", DeleteScope.WHOLE);
        ToldDeletion told = new ToldDeletion();
        fs().deleteTree(FsPath.of("/to-d"), DeleteScope.CONTENTS, told);
        assertEquals(List.of(FsPath.of("/to-d/link")), told.paths());
        assertTrue(told.deleted().get(0).isSymbolicLink());
        assertEquals("kept", fs().readString("/outside/f"));
        assertEquals(List.of("d", "outside", "to-d"), names("/"));
    }

    private void notDeletedAtOnce(Class<? extends Exception> type, String path, DeleteScope scope) throws IOException {
        ToldDeletion told = new ToldDeletion();
        refused(type, Operation.DELETE_TREE, path, () -> fs().deleteTree(FsPath.of(path), scope, told));
        assertEquals(List.of(), told.paths());
    }

    private static String typeAndSize(FileInfo entry) {
        return entry.type() + " of " + entry.size() + " bytes";
    }
}
