package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.OperationEvent;
import io.anyfs.TreeDeletion;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.it.tree.ScriptedBackend.Step;
import io.anyfs.spi.Backend;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.TreeDelete;
import io.anyfs.tree.TreeFailure;
import io.anyfs.tree.TreeMove;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deleting trees has the same outcome where the storage deletes them at once; and then it is used. */
class BulkTreeDeleteTest extends TreeDeleteTest {

    private final List<BulkDeletingBackend> bulks = new ArrayList<>();
    private final List<OperationEvent> events = new ArrayList<>();

    @Override
    Backend wrapped(Backend tested) {
        BulkDeletingBackend bulk = new BulkDeletingBackend(tested);
        bulks.add(bulk);
        return bulk;
    }

    @Override
    int levels() {
        return 50;
    }

    @Override
    int entries() {
        return 1000;
    }

    @Test
    void a_tree_is_one_call_and_a_file_none() throws IOException {
        grow(fs, "/a/b/c", "/f");
        fs.addObserver(events::add);
        TreeDelete.delete(fs, path("/f"));
        assertEquals(0, deletions());
        TreeDelete.delete(fs, path("/a/"));
        TreeDelete.empty(fs, FsPath.ROOT);
        assertEquals(2, deletions());
        List<OperationEvent> trees = trees();
        assertEquals(
                List.of(path("/a"), FsPath.ROOT),
                trees.stream().map(OperationEvent::path).toList());
        assertNull(trees.get(0).failure());
    }

    /** Such a path leads to what the link leads to, and that is not deleted at once as if it were the link. */
    @Test
    void a_link_with_a_slash_behind_it_is_not_deleted_at_once() throws IOException {
        grow(fs, "/a/b");
        fs.createSymbolicLink(path("/link"), "a");
        fs.addObserver(events::add);
        assertThrows(
                NotDirectoryException.class,
                () -> fs.deleteTree(path("/link/"), DeleteScope.WHOLE, ignoring(entry -> {})));
        TreeDelete.delete(fs, path("/link/"));
        assertEquals(0, trees().stream().filter(tree -> tree.failure() == null).count());
        assertEquals(List.of("/a/"), tree(fs));
    }

    @Test
    void what_is_checked_is_deleted_entry_by_entry() throws IOException {
        grow(fs, "/a/b/c");
        TreeMove.of(fs, path("/a"), other, path("/a")).run();
        assertEquals(0, deletions());
        assertEquals(List.of(), tree(fs));
        assertEquals(List.of("/a/", "/a/b/", "/a/b/c"), tree(other));
    }

    @Test
    void a_failure_of_the_whole_is_one_of_the_directory() throws IOException {
        grow(fs, "/a/b");
        IOException injected = new IOException("injected");
        int[] looks = {0};
        // The first look is the one whether it is a directory at all.
        Script script = (step, path) -> {
            if (step == Step.STAT && path.equals(path("/a")) && looks[0]++ % 2 == 1) {
                throw injected;
            }
        };
        try (FileSystem faulty = scripted(script)) {
            IOException failure = assertThrows(IOException.class, () -> TreeDelete.delete(faulty, path("/a")));
            assertEquals("/a: delete tree on " + fs.name() + ": injected", failure.getMessage());
            TreeDelete.Result result =
                    TreeDelete.of(faulty, path("/a")).onFailure(OnFailure.SKIP).run();
            assertEquals(
                    List.of(path("/a")),
                    result.failures().stream().map(TreeFailure::path).toList());
            assertEquals(0, result.entries());
        }
        assertEquals(List.of("/a/", "/a/b"), tree(fs));
    }

    @Test
    void a_failure_of_an_entry_tells_its_path_and_what_the_policy_throws_comes_as_it_is() throws IOException {
        grow(fs, "/a/b/c");
        IOException own = new IOException("my own");
        List<IOException> asked = new ArrayList<>();
        try (FileSystem faulty = scripted(Script.failing(Step.DELETE, "/a/b/c"))) {
            faulty.addObserver(events::add);
            IOException failure = assertThrows(
                    IOException.class,
                    () -> TreeDelete.of(faulty, path("/a"))
                            .onFailure((path, why) -> {
                                asked.add(why);
                                throw own;
                            })
                            .run());
            assertSame(own, failure);
        }
        assertEquals(1, asked.size());
        assertEquals(
                "/a/b/c: delete on " + fs.name() + ": injected", asked.get(0).getMessage());
        assertSame(own, trees().get(0).failure());
    }

    @Test
    void a_directory_in_which_something_was_created_is_a_failure_beside_other_failures() throws IOException {
        grow(fs, "/a/b/x", "/a/stays");
        Script script = (step, path) -> {
            if (step == Step.DELETE && path.name().equals("stays")) {
                throw new IOException("injected");
            }
            if (step == Step.DELETE && path.equals(path("/a/b"))) {
                grow(fs, "/a/b/new");
            }
        };
        try (FileSystem raced = scripted(script)) {
            TreeDelete.Result result =
                    TreeDelete.of(raced, path("/a")).onFailure(OnFailure.SKIP).run();
            assertEquals(1, result.entries());
            assertEquals(
                    List.of(path("/a/b"), path("/a/stays")),
                    result.failures().stream().map(TreeFailure::path).sorted().toList());
            assertEquals(2, result.failed());
            assertTrue(result.failures().stream()
                    .anyMatch(failure -> failure.cause() instanceof DirectoryNotEmptyException));
        }
        assertEquals(List.of("/a/", "/a/b/", "/a/b/new", "/a/stays"), tree(fs));
    }

    @Test
    void a_thread_that_is_interrupted_before_deletes_nothing() throws IOException {
        grow(fs, "/a/b");
        Thread.currentThread().interrupt();
        try {
            assertThrows(InterruptedIOException.class, () -> TreeDelete.delete(fs, path("/a")));
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(List.of("/a/", "/a/b"), tree(fs));
    }

    @Test
    void a_borrow_that_is_closed_meanwhile_ends_it_and_leaves_the_rest() throws IOException {
        grow(fs, "/a/1", "/a/2", "/a/3");
        FileSystem borrow = fs.borrow("somebody");
        List<FileInfo> told = new ArrayList<>();
        ClosedFileSystemException failure = assertThrows(
                ClosedFileSystemException.class,
                () -> borrow.deleteTree(path("/a"), DeleteScope.WHOLE, ignoring(entry -> {
                    told.add(entry);
                    borrow.close();
                })));
        assertTrue(String.valueOf(failure.getMessage()).contains("delete tree on " + fs.name()), failure::toString);
        assertEquals(1, told.size());
        assertEquals(2, fs.entries("/a").size());
    }

    @Test
    void views_have_it_as_far_as_they_change_anything() throws IOException {
        grow(fs, "/a/b/c", "/b/c");
        try (FileSystem view = fs.subdirectory(path("/a"));
                FileSystem readOnly = view.readOnly()) {
            assertFalse(readOnly.capabilities().has(Capability.DELETE_TREE));
            RecordedProgress progress = new RecordedProgress();
            TreeDelete.of(view, path("/b")).progress(progress).run();
            assertEquals(List.of("/b", "/b/c"), progress.finishedFiles());
        }
        assertEquals(1, deletions());
        assertEquals(List.of("/a/", "/b/", "/b/c"), tree(fs));
    }

    @Test
    void a_failure_in_a_view_is_told_by_the_path_of_the_view() throws IOException {
        grow(fs, "/a/b/c");
        try (FileSystem faulty = scripted(Script.failing(Step.DELETE, "/a/b/c"));
                FileSystem view = faulty.subdirectory(path("/a"))) {
            TreeDelete.Result result =
                    TreeDelete.of(view, path("/b")).onFailure(OnFailure.SKIP).run();
            assertEquals(
                    List.of(path("/b/c")),
                    result.failures().stream().map(TreeFailure::path).toList());
            String message = result.failures().get(0).cause().getMessage();
            assertNotNull(message);
            assertTrue(message.startsWith("/b/c: delete on "), message);
        }
    }

    private int deletions() {
        return bulks.stream().mapToInt(BulkDeletingBackend::deletions).sum();
    }

    private List<OperationEvent> trees() {
        return events.stream()
                .filter(event -> event.operation() == Operation.DELETE_TREE)
                .toList();
    }

    @FunctionalInterface
    private interface Told {
        void deleted(FileInfo entry) throws IOException;
    }

    private static TreeDeletion ignoring(Told told) {
        return new TreeDeletion() {
            @Override
            public void deleted(FileInfo entry) throws IOException {
                told.deleted(entry);
            }

            @Override
            public void failed(FsPath path, IOException failure) {}
        };
    }
}
