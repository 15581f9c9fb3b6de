package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.RootException;
import io.anyfs.WriteOptions;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.it.tree.ScriptedBackend.Step;
import io.anyfs.spi.BackendListing;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TreeDeleteTest extends TreeTest {

    @Test
    void deletes_a_directory_with_all_that_it_holds_and_nothing_else() throws IOException {
        grow(fs, "/a/b/c", "/a/d", "/a/e/", "/keep");

        TreeDelete.Result result = TreeDelete.of(fs, path("/a")).run();

        assertEquals(List.of("/keep"), tree(fs));
        assertEquals(new TreeDelete.Result(5, 2, 0, List.of()), result);
    }

    @Test
    void empties_a_directory_also_the_root_and_refuses_to_delete_the_root() throws IOException {
        grow(fs, "/a/b", "/c");

        assertThrows(RootException.class, () -> TreeDelete.of(fs, FsPath.ROOT).run());
        assertEquals(List.of("/a/", "/a/b", "/c"), tree(fs));
        assertEquals(1, TreeDelete.empty(fs, path("/a")));
        assertEquals(2, TreeDelete.empty(fs, FsPath.ROOT));
        assertEquals(List.of(), tree(fs));
    }

    @Test
    void deletes_a_single_file_and_fails_on_what_is_missing() throws IOException {
        grow(fs, "/f");
        assertThrows(NotDirectoryException.class, () -> TreeDelete.empty(fs, path("/f")));
        assertEquals(1, TreeDelete.delete(fs, path("/f")));
        assertThrows(NoSuchFileException.class, () -> TreeDelete.delete(fs, path("/f")));
        assertThrows(NoSuchFileException.class, () -> TreeDelete.empty(fs, path("/f")));
    }

    @Test
    void a_link_is_deleted_and_not_what_it_leads_to() throws IOException {
        grow(fs, "/precious/x", "/a/");
        fs.createSymbolicLink(path("/a/link"), "../precious");
        fs.createSymbolicLink(path("/link"), "precious");

        TreeDelete.delete(fs, path("/a"));
        TreeDelete.delete(fs, path("/link"));

        assertEquals(List.of("/precious/", "/precious/x"), tree(fs));
    }

    /** How many entries a large directory has: real files take long to make. */
    int entries() {
        return storage == Storage.MEMORY || Boolean.getBoolean("anyfs.thorough") ? 10_000 : 2_000;
    }

    @Test
    void many_levels_and_many_entries_go() throws IOException {
        growDeep(fs, levels());
        fs.createDirectory("/large");
        for (int i = 0; i < entries(); i++) {
            fs.write(path("/large").child(Integer.toString(i)), WriteOptions.createNew(), out -> {});
        }

        assertEquals(levels(), TreeDelete.delete(fs, path("/d")));
        assertEquals(entries() + 1, TreeDelete.delete(fs, path("/large")));
        assertEquals(List.of(), tree(fs));
    }

    @Test
    void what_a_listing_leaves_out_while_its_directory_changes_goes_too() throws IOException {
        for (int i = 0; i < 50; i++) {
            grow(fs, "/a/" + i, "/a/sub/" + i, "/a/sub/deep/" + i);
        }
        try (FileSystem skipping = FileSystem.over(wrapped(new SkippingBackend()))) {
            assertEquals(153, TreeDelete.delete(skipping, path("/a")));
        }
        assertEquals(List.of(), tree(fs));
    }

    @Test
    void what_is_created_meanwhile_goes_too() throws IOException {
        grow(fs, "/a/b/c");
        AtomicBoolean created = new AtomicBoolean();
        try (FileSystem raced = scripted((step, path) -> {
            if (step == Step.DELETE && path.equals(path("/a")) && !created.getAndSet(true)) {
                grow(fs, "/a/new/x");
            }
        })) {
            assertEquals(5, TreeDelete.delete(raced, path("/a")));
        }
        assertEquals(List.of(), tree(fs));
    }

    @Test
    void what_others_delete_meanwhile_is_no_failure() throws IOException {
        grow(fs, "/a/b/c", "/a/d", "/z");
        try (FileSystem raced = scripted((step, path) -> {
            if ((step == Step.DELETE && path.equals(path("/a/d")))
                    || (step == Step.LIST && path.equals(path("/a/b")))) {
                TreeDelete.delete(fs, path);
            }
        })) {
            assertEquals(1, TreeDelete.delete(raced, path("/a")));
        }
        assertEquals(List.of("/z"), tree(fs));
    }

    @Test
    void the_first_failure_stops() throws IOException {
        grow(fs, "/a/b/c");
        try (FileSystem faulty = scripted(Script.failing(Step.DELETE, "/a/b/c"))) {
            IOException failure = assertThrows(IOException.class, () -> TreeDelete.delete(faulty, path("/a")));
            assertTrue(failure.getMessage().contains("/a/b/c"), failure.getMessage());
            assertEquals(List.of(), faulty.openResources());
        }
        assertTrue(fs.exists("/a/b/c"));
    }

    @Test
    void goes_on_without_what_fails_and_leaves_the_directories_above_it() throws IOException {
        grow(fs, "/a/b/stays", "/a/b/goes", "/a/c/d", "/a/unread/x", "/a/e");
        try (FileSystem faulty = scripted((step, path) -> {
            if ((step == Step.DELETE && path.name().equals("stays"))
                    || (step == Step.LIST && path.name().equals("unread"))) {
                throw new IOException("injected");
            }
        })) {
            TreeDelete.Result result =
                    TreeDelete.of(faulty, path("/a")).onFailure(OnFailure.SKIP).run();

            assertEquals(4, result.entries());
            assertEquals(
                    List.of("/a/b/stays", "/a/unread"),
                    result.failures().stream()
                            .map(f -> f.path().toString())
                            .sorted()
                            .toList());
            assertEquals(2, result.failed());
        }
        assertEquals(List.of("/a/", "/a/b/", "/a/b/stays", "/a/unread/", "/a/unread/x"), tree(fs));
    }

    @Test
    void a_directory_that_never_gets_empty_is_a_failure_and_not_tried_forever() throws IOException {
        grow(fs, "/a/b/c");
        AtomicInteger tries = new AtomicInteger();
        try (FileSystem stubborn = scripted((step, path) -> {
            if (step == Step.DELETE && path.equals(path("/a/b"))) {
                tries.incrementAndGet();
                throw new DirectoryNotEmptyException(path.toString());
            }
        })) {
            assertThrows(DirectoryNotEmptyException.class, () -> TreeDelete.delete(stubborn, path("/a")));
        }
        assertTrue(tries.get() < 10, "tries: " + tries);
    }

    @Test
    void an_interrupt_ends_it_and_leaves_the_rest() throws IOException {
        grow(fs, "/a/1", "/a/2", "/a/3");
        try (FileSystem interrupting = scripted((step, path) -> {
            if (step == Step.DELETE) {
                Thread.currentThread().interrupt();
            }
        })) {
            assertThrows(
                    InterruptedIOException.class,
                    () -> TreeDelete.of(interrupting, path("/a"))
                            .onFailure(OnFailure.SKIP)
                            .run());
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(2, fs.entries("/a").size());
    }

    @Test
    void progress_is_told_of_each_entry() throws IOException {
        grow(fs, "/a/b", "/a/c");
        RecordedProgress progress = new RecordedProgress();
        TreeDelete.of(fs, path("/a")).progress(progress).run();
        assertEquals(List.of("/a", "/a/b", "/a/c"), progress.finishedFiles());
    }

    @Test
    void nothing_of_a_read_only_filesystem_is_deleted() throws IOException {
        grow(fs, "/a/b");
        try (FileSystem readOnly = fs.readOnly()) {
            assertThrows(IOException.class, () -> TreeDelete.delete(readOnly, path("/a")));
        }
        assertTrue(fs.exists("/a/b"));
        assertFalse(fs.exists("/a/c"));
    }

    /** As storages do that page by position: what moves up a place while the listing is under way is left out. */
    private final class SkippingBackend extends ScriptedBackend {
        SkippingBackend() {
            super(backend, Script.NONE);
        }

        @Override
        public BackendListing list(FsPath directory, ListOptions options) throws IOException {
            BackendListing inner = super.list(directory, options);
            return new BackendListing() {
                private boolean skips;

                @Override
                public @Nullable FileInfo next() throws IOException {
                    FileInfo next = inner.next();
                    skips = !skips;
                    return next != null && !skips ? inner.next() : next;
                }

                @Override
                public void close() throws IOException {
                    inner.close();
                }
            };
        }
    }
}
