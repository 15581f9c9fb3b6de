package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.IsDirectoryException;
import io.anyfs.PosixAttributes;
import io.anyfs.StorageFullException;
import io.anyfs.SubtreeException;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.it.tree.ScriptedBackend.Step;
import io.anyfs.tree.CopyExisting;
import io.anyfs.tree.CopyLinks;
import io.anyfs.tree.CopyResult;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.TreeCompare;
import io.anyfs.tree.TreeCopy;
import io.anyfs.tree.TreeHash;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TreeCopyTest extends TreeTest {

    private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

    @Test
    void copies_files_directories_and_links_with_times_and_permissions() throws IOException {
        grow(fs, "/src/a", "/src/sub/b", "/src/empty/");
        fs.createSymbolicLink(path("/src/link"), "sub/b");
        fs.setAttributes(path("/src/a"), AttributeChanges.lastModified(LONG_AGO).withMode(0640));
        fs.setAttributes(
                path("/src/sub"), AttributeChanges.lastModified(LONG_AGO).withMode(0750));

        CopyResult result = copy("/src", "/dst").run();

        assertEquals(List.of("/dst/", "/dst/a", "/dst/empty/", "/dst/link@", "/dst/sub/", "/dst/sub/b"), tree(other));
        assertTrue(compare("/src", "/dst").contents().times().modes().same());
        assertEquals("sub/b", other.readLink(path("/dst/link")));
        assertEquals(LONG_AGO, other.stat("/dst/sub").lastModified());
        assertEquals(0750, mode(other, "/dst/sub"));
        assertEquals(new CopyResult(2, 3, 1, 2, 0, 0, List.of()), result);
    }

    @Test
    void copies_a_single_file() throws IOException {
        grow(fs, "/a");
        assertEquals(1, copy("/a", "/b").run().files());
        assertEquals("a", other.readString("/b"));
        assertThrows(FileAlreadyExistsException.class, () -> copy("/a", "/b").run());
        assertThrows(IsDirectoryException.class, () -> {
            other.createDirectory("/d");
            copy("/a", "/d").ifExists(CopyExisting.REPLACE).run();
        });
    }

    @Test
    void copies_within_a_filesystem_by_the_storage_where_it_can() throws IOException {
        grow(fs, "/src/a", "/src/b/c");
        AtomicInteger copies = new AtomicInteger();
        AtomicInteger reads = new AtomicInteger();
        Script counting = (step, path) -> {
            copies.addAndGet(step == Step.COPY ? 1 : 0);
            reads.addAndGet(step == Step.OPEN_READ ? 1 : 0);
        };
        try (FileSystem copying = FileSystem.over(
                new ScriptedBackend(backend, counting, capabilities -> capabilities.with(Capability.COPY)))) {
            TreeCopy.of(copying, path("/src"), copying, path("/dst")).run();
        }
        try (FileSystem streaming = FileSystem.over(
                new ScriptedBackend(backend, counting, capabilities -> capabilities.without(Capability.COPY)))) {
            TreeCopy.of(streaming, path("/src"), streaming, path("/dst2")).run();
        }
        assertEquals(2, copies.get());
        assertEquals(2, reads.get());
        assertTrue(
                TreeCompare.of(fs, path("/dst"), fs, path("/dst2")).contents().same());
    }

    @Test
    void fails_on_what_exists_skips_it_or_replaces_it() throws IOException {
        grow(fs, "/src/a", "/src/b", "/src/c");
        other.createDirectory("/dst");
        other.write("/dst/b", "old");

        assertThrows(
                FileAlreadyExistsException.class, () -> copy("/src", "/dst").run());
        assertEquals("old", other.readString("/dst/b"));

        CopyResult skipped = copy("/src", "/dst").ifExists(CopyExisting.SKIP).run();
        assertEquals("old", other.readString("/dst/b"));
        assertEquals("c", other.readString("/dst/c"));
        assertTrue(skipped.skipped() >= 1, skipped.toString());

        CopyResult replaced =
                copy("/src", "/dst").ifExists(CopyExisting.REPLACE).run();
        assertEquals("b", other.readString("/dst/b"));
        assertEquals(3, replaced.files());
    }

    @Test
    void replaces_only_what_is_older_if_asked() throws IOException {
        grow(fs, "/src/newer", "/src/older", "/src/same");
        grow(other, "/dst/newer", "/dst/older", "/dst/same");
        for (String name : List.of("newer", "older", "same")) {
            fs.setAttributes(path("/src/" + name), AttributeChanges.lastModified(LONG_AGO));
            other.write("/dst/" + name, "old");
        }
        other.setAttributes(path("/dst/newer"), AttributeChanges.lastModified(LONG_AGO.minusSeconds(60)));
        other.setAttributes(path("/dst/older"), AttributeChanges.lastModified(LONG_AGO.plusSeconds(60)));
        other.setAttributes(path("/dst/same"), AttributeChanges.lastModified(LONG_AGO));

        CopyResult result =
                copy("/src", "/dst").ifExists(CopyExisting.REPLACE_IF_OLDER).run();

        assertEquals("newer", other.readString("/dst/newer"));
        assertEquals("old", other.readString("/dst/older"));
        assertEquals("old", other.readString("/dst/same"));
        assertEquals(2, result.skipped());
    }

    @Test
    void a_time_that_differs_by_less_than_the_coarser_precision_is_not_newer() throws IOException {
        grow(fs, "/a");
        grow(other, "/a");
        fs.setAttributes(path("/a"), AttributeChanges.lastModified(LONG_AGO.plusMillis(900)));
        other.setAttributes(path("/a"), AttributeChanges.lastModified(LONG_AGO));
        try (FileSystem coarse = FileSystem.over(new ScriptedBackend(
                otherBackend,
                Script.NONE,
                all -> all.within(all.limits().withTimestampPrecision(Duration.ofSeconds(1)))))) {
            assertEquals(
                    1,
                    TreeCopy.of(fs, path("/a"), coarse, path("/a"))
                            .ifExists(CopyExisting.REPLACE_IF_OLDER)
                            .run()
                            .skipped());
        }
    }

    @Test
    void a_link_at_the_target_is_replaced_and_not_written_through() throws IOException {
        grow(fs, "/src/a", "/src/d/b");
        grow(other, "/precious", "/treasure/b", "/dst/");
        other.createSymbolicLink(path("/dst/a"), "/precious");
        other.createSymbolicLink(path("/dst/d"), "/treasure");

        CopyResult result = copy("/src", "/dst")
                .ifExists(CopyExisting.REPLACE)
                .onFailure(OnFailure.SKIP)
                .run();

        assertEquals("a", other.readString("/dst/a"));
        assertFalse(other.lstat(path("/dst/a")).isSymbolicLink());
        assertEquals("precious", other.readString("/precious"));
        assertEquals(1, result.failed());
        assertEquals(path("/src/d"), result.failures().get(0).path());
        assertEquals(
                List.of("b"),
                other.entries("/treasure").stream().map(e -> e.name()).toList());
    }

    @Test
    void a_file_in_the_way_of_a_directory_and_the_other_way_round_are_failures() throws IOException {
        grow(fs, "/src/x/y", "/src/z");
        grow(other, "/dst/x", "/dst/z/deep");

        CopyResult result = copy("/src", "/dst")
                .ifExists(CopyExisting.REPLACE)
                .onFailure(OnFailure.SKIP)
                .run();

        assertEquals(2, result.failed());
        assertEquals("x", other.readString("/dst/x"));
        assertEquals("deep", other.readString("/dst/z/deep"));
    }

    @Test
    void links_are_kept_followed_or_left_out_as_both_filesystems_can() throws IOException {
        grow(fs, "/src/file", "/outside/x");
        fs.createSymbolicLink(path("/src/to-file"), "file");
        fs.createSymbolicLink(path("/src/to-dir"), "/outside");
        try (FileSystem plain = FileSystem.over(
                new ScriptedBackend(otherBackend, Script.NONE, all -> all.without(Capability.SYMBOLIC_LINKS)))) {
            TreeCopy.of(fs, path("/src"), plain, path("/followed")).run();
            assertEquals(
                    List.of(
                            "/followed/",
                            "/followed/file",
                            "/followed/to-dir/",
                            "/followed/to-dir/x",
                            "/followed/to-file"),
                    tree(other));

            CopyResult skipped = TreeCopy.of(fs, path("/src"), plain, path("/skipped"))
                    .links(CopyLinks.KEEP_OR_SKIP)
                    .run();
            assertEquals(2, skipped.skipped());
            assertEquals(1, skipped.files());

            assertThrows(
                    UnsupportedCapabilityException.class,
                    () -> TreeCopy.of(fs, path("/src"), plain, path("/kept"))
                            .links(CopyLinks.KEEP)
                            .run());
        }
        assertEquals(2, copy("/src", "/kept2").links(CopyLinks.KEEP).run().links());
    }

    @Test
    void onto_itself_nothing_happens_and_into_itself_is_refused_before_anything_is_created() throws IOException {
        grow(fs, "/a/b/c");
        List<String> before = tree(fs);

        assertEquals(0, TreeCopy.of(fs, path("/a"), fs, path("/a")).run().files());
        assertThrows(
                SubtreeException.class,
                () -> TreeCopy.of(fs, path("/a"), fs, path("/a/b/new")).run());
        assertThrows(
                SubtreeException.class,
                () -> TreeCopy.of(fs, path("/"), fs, path("/new")).run());
        assertEquals(before, tree(fs));
    }

    @Test
    @Timeout(60)
    void into_itself_is_noticed_through_links() throws IOException {
        grow(fs, "/src/d/f", "/dst/");
        fs.createSymbolicLink(path("/into"), "src/d");
        assertThrows(
                SubtreeException.class,
                () -> TreeCopy.of(fs, path("/src"), fs, path("/into/new")).run());
        assertThrows(
                SubtreeException.class,
                () -> TreeCopy.of(fs, path("/src"), fs, path("/into")).run());
        fs.createSymbolicLink(path("/src/out"), "/dst");
        assertThrows(
                SubtreeException.class,
                () -> TreeCopy.of(fs, path("/src"), fs, path("/dst"))
                        .links(CopyLinks.FOLLOW)
                        .run());
        assertEquals(List.of("/src/", "/src/d/", "/src/d/f", "/src/out@"), below("/src"));
    }

    private List<String> below(String directory) throws IOException {
        return tree(fs).stream().filter(path -> path.startsWith(directory)).toList();
    }

    @Test
    void into_itself_is_noticed_through_another_view_of_the_same_storage() throws IOException {
        grow(fs, "/a/b/c");
        try (FileSystem same = scripted(Script.NONE);
                FileSystem inner = fs.subdirectory(path("/a/b"))) {
            List<String> before = tree(fs);
            assertThrows(
                    SubtreeException.class,
                    () -> TreeCopy.of(fs, path("/a"), same, path("/a/b/new")).run());
            assertEquals(before, tree(fs));

            assertThrows(
                    SubtreeException.class,
                    () -> TreeCopy.of(fs, path("/a"), inner, path("/new")).run());
        }
    }

    @Test
    void names_that_collide_on_the_target_are_an_error_before_anything_is_created() throws IOException {
        grow(fs, "/src/docs/README", "/src/docs/readme", "/src/a");
        try (FileSystem folding = caseInsensitive()) {
            InvalidNameException collision = assertThrows(
                    InvalidNameException.class,
                    () -> TreeCopy.of(fs, path("/src"), folding, path("/dst"))
                            .onFailure(OnFailure.SKIP)
                            .run());
            assertTrue(collision.getMessage().contains("/dst/docs/"), collision.getMessage());
        }
        assertEquals(List.of(), tree(other));
    }

    @Test
    void composed_and_decomposed_letters_collide_where_case_does_not_count() throws IOException {
        grow(fs, "/src/\u00e9", "/src/e\u0301");
        try (FileSystem folding = caseInsensitive()) {
            assertThrows(
                    InvalidNameException.class,
                    () -> TreeCopy.of(fs, path("/src"), folding, path("/dst")).run());
        }
        assertEquals(List.of(), tree(other));
        assertEquals(2, copy("/src", "/dst").run().files());
    }

    @Test
    void names_too_long_and_files_too_large_are_errors_before_anything_is_created() throws IOException {
        grow(fs, "/src/short", "/src/sub/a-longer-name");
        fs.write("/src/large", "x".repeat(1000));
        try (FileSystem narrow = limited(12, Integer.MAX_VALUE, Long.MAX_VALUE)) {
            assertThrows(
                    InvalidNameException.class,
                    () -> TreeCopy.of(fs, path("/src"), narrow, path("/dst")).run());
        }
        try (FileSystem shallow = limited(255, 20, Long.MAX_VALUE)) {
            assertThrows(
                    InvalidNameException.class,
                    () -> TreeCopy.of(fs, path("/src"), shallow, path("/dst")).run());
        }
        try (FileSystem small = limited(255, Integer.MAX_VALUE, 999)) {
            assertThrows(
                    StorageFullException.class,
                    () -> TreeCopy.of(fs, path("/src"), small, path("/dst")).run());
        }
        assertEquals(List.of(), tree(other));
    }

    @Test
    void a_failure_stops_the_copy_and_publishes_nothing_half_written() throws IOException {
        fs.createDirectory("/src");
        fs.write("/src/a", new byte[100_000]);
        try (FileSystem broken =
                FileSystem.over(new ScriptedBackend(otherBackend, Script.failing(Step.WRITE, "/dst/a")))) {
            IOException failure = assertThrows(
                    IOException.class,
                    () -> TreeCopy.of(fs, path("/src"), broken, path("/dst")).run());
            assertTrue(failure.getMessage().contains("injected"), failure.getMessage());
            assertEquals(List.of(), broken.openResources());
        }
        assertEquals(List.of("/dst/"), tree(other));
    }

    @Test
    void goes_on_without_what_fails_and_tells_of_it() throws IOException {
        grow(fs, "/src/a", "/src/bad/x", "/src/c", "/src/unread");
        try (FileSystem faulty = scripted((step, path) -> {
            if ((step == Step.LIST && path.name().equals("bad"))
                    || (step == Step.OPEN_READ && path.name().equals("unread"))) {
                throw new IOException("injected");
            }
        })) {
            for (int threads : List.of(1, 3)) {
                FsPath target = path("/dst" + threads);
                CopyResult result = TreeCopy.of(faulty, path("/src"), other, target)
                        .onFailure(OnFailure.SKIP)
                        .parallelism(threads)
                        .run();
                assertEquals(2, result.files());
                assertEquals(2, result.failed());
                assertEquals(
                        List.of("/src/bad", "/src/unread"),
                        result.failures().stream()
                                .map(f -> f.path().toString())
                                .sorted()
                                .toList());
                assertEquals(
                        List.of("a", "bad", "c"),
                        other.entries(target).stream()
                                .map(e -> e.name())
                                .sorted()
                                .toList());
            }
        }
    }

    @Test
    void many_threads_copy_the_same_as_one() throws IOException {
        long seed = System.nanoTime();
        SampleTrees.grow(fs, path("/src"), 300, new Random(seed));

        CopyResult result = copy("/src", "/dst").parallelism(8).run();

        assertEquals(
                TreeHash.of(fs, path("/src")).compute(),
                TreeHash.of(other, path("/dst")).compute(),
                () -> "seed " + seed);
        assertTrue(compare("/src", "/dst").times().modes().same(), () -> "seed " + seed);
        assertEquals(300, result.files());
    }

    @Test
    void a_failure_on_one_thread_ends_the_others_and_is_thrown() throws Exception {
        fs.createDirectory("/src");
        for (int i = 0; i < 200; i++) {
            fs.write("/src/" + i, "x");
        }
        try (FileSystem faulty = scripted(Script.failing(Step.OPEN_READ, "/src/77"))) {
            IOException failure = assertThrows(
                    IOException.class,
                    () -> TreeCopy.of(faulty, path("/src"), other, path("/dst"))
                            .parallelism(4)
                            .run());
            assertTrue(failure.getMessage().contains("/src/77"), failure.getMessage());
            assertEquals(List.of(), faulty.openResources());
        }
        assertFalse(other.exists("/dst/77"));
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("anyfs-copy")) {
                thread.join(10_000);
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
    }

    @Test
    void an_interrupt_ends_the_copy_and_publishes_nothing_half_written() throws Exception {
        fs.createDirectory("/src");
        fs.write("/src/large", new byte[64 * 1024 * 1024]);
        for (int threads : List.of(1, 4)) {
            CountDownLatch writing = new CountDownLatch(1);
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            FsPath target = path("/dst" + threads);
            try (FileSystem watched = FileSystem.over(new ScriptedBackend(otherBackend, (step, path) -> {
                if (step == Step.WRITE) {
                    writing.countDown();
                    awaitInterrupt();
                }
            }))) {
                Thread copier = new Thread(() -> {
                    try {
                        TreeCopy.of(fs, path("/src"), watched, target)
                                .parallelism(threads)
                                .run();
                    } catch (Throwable failure) {
                        thrown.set(failure);
                    }
                });
                copier.start();
                writing.await();
                copier.interrupt();
                copier.join();
                assertEquals(List.of(), watched.openResources());
            }
            assertInstanceOf(InterruptedIOException.class, thrown.get());
            assertEquals(List.of(), other.entries(target));
        }
    }

    /** As a write to a slow device would: it lasts until the thread is interrupted. */
    private static void awaitInterrupt() throws InterruptedIOException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Test
    void a_read_only_directory_can_be_filled_and_is_read_only_then() throws IOException {
        grow(fs, "/src/closed/a");
        fs.setAttributes(path("/src/closed"), AttributeChanges.mode(0555));

        copy("/src", "/dst").parallelism(2).run();

        assertEquals(0555, mode(other, "/dst/closed"));
        assertEquals("a", other.readString("/dst/closed/a"));
        for (FileSystem each : List.of(fs, other)) {
            each.setAttributes(path(each == fs ? "/src/closed" : "/dst/closed"), AttributeChanges.mode(0755));
        }
    }

    @Test
    void what_others_may_not_see_is_closed_before_it_is_filled() throws IOException {
        grow(fs, "/src/private/a");
        fs.setAttributes(path("/src/private"), AttributeChanges.mode(0700));
        AtomicInteger modeThen = new AtomicInteger(-1);
        try (FileSystem watched = FileSystem.over(new ScriptedBackend(otherBackend, (step, path) -> {
            if (step == Step.OPEN_WRITE) {
                modeThen.set(mode(other, "/dst/private"));
            }
        }))) {
            TreeCopy.of(fs, path("/src"), watched, path("/dst")).run();
        }
        assertEquals(0700, modeThen.get());
    }

    @Test
    void progress_knows_the_whole_before_it_begins() throws IOException {
        grow(fs, "/src/a", "/src/sub/bcd");
        RecordedProgress progress = new RecordedProgress();

        copy("/src", "/dst").progress(progress).run();

        assertEquals(2, progress.expectedFiles());
        assertEquals(4, progress.expectedBytes());
        assertEquals(4, progress.transferredBytes());
        assertEquals(List.of("/src/a", "/src/sub/bcd"), progress.finishedFiles());
        assertTrue(progress.expectedFirst());
    }

    @Test
    void many_levels_are_copied() throws IOException {
        FsPath deepest = growDeep(fs, levels());
        fs.write(deepest.child("f"), WriteOptions.createNew(), out -> out.write(new byte[3]));

        CopyResult result = copy("/d", "/d").parallelism(2).run();

        assertEquals(levels(), result.directories());
        assertEquals(3, other.stat(deepest.child("f")).size());
    }

    @Test
    void a_missing_source_or_parent_of_the_target_fails_and_creates_nothing() throws IOException {
        grow(fs, "/src/a");
        assertThrows(NoSuchFileException.class, () -> copy("/none", "/dst").run());
        assertThrows(
                NoSuchFileException.class,
                () -> copy("/src", "/no/dst").onFailure(OnFailure.SKIP).run());
        assertEquals(List.of(), tree(other));
    }

    @Test
    void a_read_only_target_is_refused_before_anything_else() throws IOException {
        grow(fs, "/src/a");
        try (FileSystem readOnly = other.readOnly()) {
            UnsupportedCapabilityException refusal = assertThrows(
                    UnsupportedCapabilityException.class,
                    () -> TreeCopy.of(fs, path("/src"), readOnly, path("/dst"))
                            .onFailure(OnFailure.SKIP)
                            .run());
            assertEquals(Capability.WRITE, refusal.capability());
        }
    }

    private TreeCopy copy(String source, String target) {
        return TreeCopy.of(fs, path(source), other, path(target));
    }

    private TreeCompare compare(String left, String right) {
        return TreeCompare.of(fs, path(left), other, path(right));
    }

    private FileSystem caseInsensitive() {
        return FileSystem.over(
                new ScriptedBackend(otherBackend, Script.NONE, all -> all.without(Capability.CASE_SENSITIVE)));
    }

    private FileSystem limited(int nameBytes, int pathBytes, long fileSize) {
        return FileSystem.over(new ScriptedBackend(
                otherBackend,
                Script.NONE,
                all -> all.within(new Capabilities.Limits(
                        nameBytes, pathBytes, fileSize, all.limits().timestampPrecision()))));
    }

    private static int mode(FileSystem fs, String path) throws IOException {
        PosixAttributes posix = fs.stat(path).posix();
        return posix == null ? -1 : posix.mode() & 0777;
    }
}
