package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.it.tree.ScriptedBackend.Step;
import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.tree.TreeVisitor;
import io.anyfs.tree.Walk;
import io.anyfs.tree.WalkCursor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WalkTest extends TreeTest {

    @Test
    void shows_the_root_and_all_below_each_directory_before_what_it_holds() throws IOException {
        grow(fs, "/a/b/c", "/a/d", "/e/", "/f");

        List<String> shown = shown(Walk.of(fs, "/"));

        assertEquals(Set.of("//", "/a/", "/a/b/", "/a/b/c", "/a/d", "/e/", "/f"), new HashSet<>(shown));
        assertEquals(7, shown.size());
        assertEquals("//", shown.get(0));
        assertTrue(shown.indexOf("/a/") < shown.indexOf("/a/b/"));
        assertTrue(shown.indexOf("/a/b/") < shown.indexOf("/a/b/c"));
        assertTrue(shown.indexOf("/a/") < shown.indexOf("/a/d"));
    }

    @Test
    void sorted_shows_each_directory_by_name_next_to_what_it_holds() throws IOException {
        grow(fs, "/b/z", "/b/a/x", "/b.txt", "/a", "/c/");

        assertEquals(
                List.of("//", "/a", "/b/", "/b/a/", "/b/a/x", "/b/z", "/b.txt", "/c/"),
                shown(Walk.of(fs, "/").sorted()));
    }

    @Test
    void children_first_shows_each_directory_after_what_it_holds() throws IOException {
        grow(fs, "/a/b/c", "/a/d", "/e");

        assertEquals(
                List.of("/a/b/c", "/a/b/", "/a/d", "/a/", "/e", "//"),
                shown(Walk.of(fs, "/").childrenFirst().sorted()));
    }

    @Test
    void depth_is_counted_from_the_root_of_the_walk() throws IOException {
        grow(fs, "/top/a/b/c/d");
        Walk walk = Walk.of(fs, "/top").sorted();

        assertEquals(List.of("/top/"), shown(walk.maxDepth(0)));
        assertEquals(List.of("/top/a/", "/top/a/b/"), shown(walk.minDepth(1).maxDepth(2)));
        assertEquals(
                List.of("/top/a/b/", "/top/a/"),
                shown(walk.childrenFirst().minDepth(1).maxDepth(2)));
    }

    @Test
    void a_file_as_the_root_is_shown_alone_and_a_missing_root_fails() throws IOException {
        grow(fs, "/file");

        assertEquals(List.of("/file"), shown(Walk.of(fs, "/file")));
        assertThrows(NoSuchFileException.class, () -> Walk.of(fs, "/none").open());
    }

    @Test
    void what_is_not_to_be_entered_is_shown_and_not_read() throws IOException {
        grow(fs, "/skip/x", "/take/y");
        try (FileSystem faulty = scripted(Script.failing(Step.LIST, "/skip"))) {
            assertEquals(
                    List.of("//", "/skip/", "/take/", "/take/y"),
                    shown(Walk.of(faulty, "/").sorted().entering(d -> !d.name().equals("skip"))));
        }
    }

    @Test
    void a_cursor_leaves_out_the_subtree_that_it_is_told_to() throws IOException {
        grow(fs, "/a/x", "/b/y", "/c/z");
        List<String> shown = new ArrayList<>();

        try (WalkCursor walk = Walk.of(fs, "/").sorted().open()) {
            for (FileInfo entry = walk.next(); entry != null; entry = walk.next()) {
                shown.add(label(entry));
                if (entry.name().equals("b")) {
                    walk.skipSubtree();
                }
            }
            assertNull(walk.next());
        }

        assertEquals(List.of("//", "/a/", "/a/x", "/b/", "/c/", "/c/z"), shown);
    }

    @Test
    void a_visitor_enters_and_leaves_skips_and_stops() throws IOException {
        grow(fs, "/a/x", "/b/y", "/c/z", "/d");
        List<String> events = new ArrayList<>();

        Walk.of(fs, "/").sorted().visit(new TreeVisitor() {
            @Override
            public Next enter(FileInfo entry) {
                events.add("+" + entry.path());
                return switch (entry.name()) {
                    case "b" -> Next.SKIP_SUBTREE;
                    case "z" -> Next.STOP;
                    default -> Next.CONTINUE;
                };
            }

            @Override
            public void leave(FileInfo directory) {
                events.add("-" + directory.path());
            }
        });

        assertEquals(List.of("+/", "+/a", "+/a/x", "-/a", "+/b", "+/c", "+/c/z"), events);
    }

    @Test
    void many_levels_need_few_open_listings_in_every_order() throws IOException {
        int levels = levels();
        growDeep(fs, levels);

        for (Walk walk : List.of(
                Walk.of(fs, "/"),
                Walk.of(fs, "/").childrenFirst(),
                Walk.of(fs, "/").sorted())) {
            int shown = 0;
            long open = 0;
            try (WalkCursor cursor = walk.open()) {
                for (FileInfo entry = cursor.next(); entry != null; entry = cursor.next()) {
                    shown++;
                    open = Math.max(open, openListings());
                }
            }
            assertEquals(levels + 1, shown);
            assertTrue(open <= Walk.OPEN_LISTINGS, "open listings: " + open);
        }
    }

    @Test
    void below_the_levels_that_stay_open_nothing_is_lost() throws IOException {
        FsPath deep = growDeep(fs, Walk.OPEN_LISTINGS + 5);
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            FsPath directory = deep.child("dir" + i);
            fs.createDirectory(directory);
            fs.write(directory.child("file").toString(), "x");
            fs.write(deep.child("file" + i).toString(), "x");
            expected.addAll(List.of(
                    directory + "/",
                    directory.child("file").toString(),
                    deep.child("file" + i).toString()));
        }

        List<String> shown = shown(Walk.of(fs, deep).minDepth(1));

        assertEquals(expected, new TreeSet<>(shown));
        assertEquals(expected.size(), shown.size());
    }

    @Test
    void a_large_directory_is_shown_while_it_is_read() throws IOException {
        fs.createDirectory("/large");
        for (int i = 0; i < 10_000; i++) {
            fs.write("/large/" + i, WriteOptions.createNew(), out -> {});
        }

        try (WalkCursor walk = Walk.of(fs, "/large").open()) {
            assertNotNull(walk.next());
            assertNotNull(walk.next());
            assertEquals(1, openListings());
        }
        try (Stream<FileInfo> entries = Walk.of(fs, "/large").minDepth(1).stream()) {
            assertEquals(10_000, entries.map(FileInfo::path).distinct().count());
        }
    }

    @Test
    void links_are_shown_as_themselves_unless_followed() throws IOException {
        grow(fs, "/real/x", "/root/file");
        fs.createSymbolicLink(path("/root/to-dir"), "/real");
        fs.createSymbolicLink(path("/root/to-file"), "file");
        fs.createSymbolicLink(path("/root/to-nothing"), "none");

        assertEquals(
                List.of("/root/", "/root/file", "/root/to-dir@", "/root/to-file@", "/root/to-nothing@"),
                shown(Walk.of(fs, "/root").sorted()));
        assertEquals(
                List.of(
                        "/root/",
                        "/root/file",
                        "/root/to-dir/",
                        "/root/to-dir/x",
                        "/root/to-file",
                        "/root/to-nothing@"),
                shown(Walk.of(fs, "/root").sorted().following()));
    }

    @Test
    void a_link_to_a_directory_above_is_a_loop_and_not_walked_forever() throws IOException {
        grow(fs, "/a/b/c/file");
        fs.createSymbolicLink(path("/a/b/c/up"), "../..");
        List<FsPath> failed = new ArrayList<>();

        UncheckedIOException failure = assertThrows(
                UncheckedIOException.class, () -> shown(Walk.of(fs, "/a/b").following()));
        assertInstanceOf(FileSystemLoopException.class, failure.getCause());

        // The link leads to /a, which the walk is not in; only /a/b below it closes the circle.
        List<String> shown = shown(Walk.of(fs, "/a/b").sorted().following().onFailure((path, loop) -> {
            assertInstanceOf(FileSystemLoopException.class, loop);
            failed.add(path);
        }));
        assertEquals(List.of(path("/a/b/c/up/b")), failed);
        assertEquals(List.of("/a/b/", "/a/b/c/", "/a/b/c/file", "/a/b/c/up/", "/a/b/c/up/b/"), shown);
    }

    @Test
    void two_links_to_one_directory_are_no_loop() throws IOException {
        grow(fs, "/real/x", "/root/");
        fs.createSymbolicLink(path("/root/one"), "../real");
        fs.createSymbolicLink(path("/root/two"), "../real");

        assertEquals(
                List.of("/root/", "/root/one/", "/root/one/x", "/root/two/", "/root/two/x"),
                shown(Walk.of(fs, "/root").sorted().following()));
    }

    @Test
    void a_directory_that_cannot_be_read_stops_the_walk_or_is_reported_and_left_out() throws IOException {
        grow(fs, "/a/x", "/bad/y", "/c/z");
        try (FileSystem faulty = scripted(Script.failing(Step.LIST, "/bad"))) {
            Walk walk = Walk.of(faulty, "/").sorted();
            UncheckedIOException stopped = assertThrows(UncheckedIOException.class, () -> shown(walk));
            assertTrue(stopped.getMessage().contains("/bad"), stopped.getMessage());

            List<FsPath> reported = new ArrayList<>();
            assertEquals(List.of("//", "/a/", "/a/x", "/bad/", "/c/", "/c/z"), shown(walk.onFailure((path, failure) -> {
                assertInstanceOf(FileSystemException.class, failure);
                reported.add(path);
            })));
            assertEquals(List.of(path("/bad")), reported);
            assertEquals(List.of(), faulty.openResources());
        }
    }

    @Test
    void a_listing_that_breaks_off_is_reported_once_and_the_walk_goes_on() throws IOException {
        grow(fs, "/a/1", "/a/2", "/a/3", "/b/4");
        try (FileSystem faulty = scripted(Script.failing(Step.NEXT, "/a", 1))) {
            List<FsPath> reported = new ArrayList<>();
            List<String> shown = shown(Walk.of(faulty, "/").onFailure((path, failure) -> reported.add(path)));

            assertEquals(List.of(path("/a")), reported);
            assertTrue(shown.contains("/b/4"), shown.toString());
            assertEquals(
                    1,
                    shown.stream()
                            .filter(text -> text.startsWith("/a/") && text.length() > 3)
                            .count());
        }
    }

    @Test
    void an_interrupt_ends_the_walk_whatever_the_policy() throws IOException {
        grow(fs, "/a/b", "/c");
        try (WalkCursor walk = Walk.of(fs, "/").onFailure((path, failure) -> {}).open()) {
            assertNotNull(walk.next());
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, walk::next);
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void a_stream_that_is_closed_early_closes_its_listings() throws IOException {
        grow(fs, "/a/b/c");
        try (Stream<FileInfo> entries = Walk.of(fs, "/").stream()) {
            assertEquals(3, entries.limit(3).count());
        }
        assertEquals(List.of(), fs.openResources());
    }

    @Test
    void a_recursive_listing_is_used_where_the_storage_has_one_and_gives_the_same() throws IOException {
        grow(fs, "/a/b/c", "/a/d", "/skip/e/f", "/no/g", "/h");
        RecursiveBackend recursive = new RecursiveBackend(backend);
        try (FileSystem listing = FileSystem.over(recursive)) {
            Walk walk = Walk.of(listing, "/").entering(d -> !d.name().equals("no"));
            Set<String> shown = new TreeSet<>();
            try (WalkCursor cursor = walk.minDepth(1).open()) {
                for (FileInfo entry = cursor.next(); entry != null; entry = cursor.next()) {
                    assertTrue(shown.add(label(entry)));
                    if (entry.name().equals("skip")) {
                        cursor.skipSubtree();
                    }
                }
            }
            assertEquals(Set.of("/a/", "/a/b/", "/a/b/c", "/a/d", "/skip/", "/no/", "/h"), shown);
            assertEquals(1, recursive.treeListings());
            assertEquals(0, recursive.entryListings());

            shown(Walk.of(listing, "/").sorted());
            assertEquals(1, recursive.treeListings());
        }
    }

    private long openListings() {
        return fs.openResources().stream()
                .filter(open -> open.kind() == ResourceKind.LISTING)
                .count();
    }

    private static List<String> shown(Walk walk) throws IOException {
        try (Stream<FileInfo> entries = walk.stream()) {
            return entries.map(TreeTest::label).toList();
        }
    }
}
