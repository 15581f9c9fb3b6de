package io.anyfs.overlay.mount;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Progress;
import io.anyfs.tck.subject.Content;
import io.anyfs.tree.CopyExisting;
import io.anyfs.tree.TreeCopy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a copy in a tree of storages that all copy by themselves. */
class MountCopyProgressTest {

    private static final byte[] BYTES = Content.bytes(9 << 20);

    private final MountBackend tree = new MountBackend();
    private final FileSystem fs = FileSystem.over(tree);
    private final List<Long> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void mount() throws IOException {
        tree.mount(FsPath.of("/a"), Trees.memory(), MountOptions.DEFAULT);
        MountBackend below = new MountBackend(Trees.memory());
        below.mount(FsPath.of("/deeper"), Trees.memory(), MountOptions.DEFAULT);
        tree.mount(FsPath.of("/b"), below, MountOptions.DEFAULT);
        fs.createDirectory("/a/d");
        fs.write("/a/d/file", BYTES);
        assertTrue(fs.capabilities(FsPath.of("/a/d")).has(Capability.COPY));
        assertTrue(fs.capabilities(FsPath.of("/b")).has(Capability.COPY));
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    @Test
    void bytes_are_told_as_they_pass_from_one_storage_to_another() throws IOException {
        copy("/a/d", "/b/d");
        assertToldInSteps();
        assertArrayEquals(BYTES, fs.readBytes("/b/d/file"));
    }

    @Test
    void bytes_are_told_as_they_pass_between_storages_of_a_tree_in_a_tree() throws IOException {
        fs.createDirectory("/b/d");
        fs.write("/b/d/file", BYTES);
        copy("/b/d", "/b/deeper/d");
        assertToldInSteps();
        assertArrayEquals(BYTES, fs.readBytes("/b/deeper/d/file"));
    }

    private void assertToldInSteps() {
        assertTrue(told.size() > 1, "told " + told);
        assertEquals(BYTES.length, told.stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void what_a_storage_copies_by_itself_is_told_at_once() throws IOException {
        copy("/a/d", "/a/e");
        assertEquals(List.of((long) BYTES.length), told);
    }

    @Test
    void only_paths_of_one_storage_are_copied_by_it() {
        assertTrue(copiesByStorage("/a/x", "/a/y"));
        assertTrue(copiesByStorage("/b/deeper/x", "/b/deeper/y"));
        assertFalse(copiesByStorage("/a/x", "/b/x"));
        assertFalse(copiesByStorage("/b/x", "/b/deeper/x"));
        assertFalse(copiesByStorage("/x", "/a/x"), "the root cannot");
    }

    private boolean copiesByStorage(String source, String target) {
        return fs.capabilities(FsPath.of(source)).copiesTo(fs.capabilities(FsPath.of(target)));
    }

    @Test
    void a_copy_that_is_cancelled_in_the_middle_leaves_nothing_and_nothing_open() throws IOException {
        assertThrows(InterruptedIOException.class, () -> copyAndCancel(CopyExisting.FAIL));
        assertTrue(Thread.interrupted());
        assertEquals(List.of(), fs.entries("/b/d"));
        assertNothingOpen();
    }

    @Test
    void a_copy_that_is_cancelled_in_the_middle_leaves_the_old_file() throws IOException {
        fs.createDirectory("/b/d");
        fs.write("/b/d/file", "old");
        assertThrows(InterruptedIOException.class, () -> copyAndCancel(CopyExisting.REPLACE));
        assertTrue(Thread.interrupted());
        assertEquals("old", fs.readString("/b/d/file"));
        assertNothingOpen();
    }

    private void copyAndCancel(CopyExisting existing) throws IOException {
        Thread caller = Thread.currentThread();
        TreeCopy.of(fs, FsPath.of("/a/d"), fs, FsPath.of("/b/d"))
                .ifExists(existing)
                .progress(new Told() {
                    @Override
                    public void transferred(long bytes) {
                        caller.interrupt();
                        while (!Thread.currentThread().isInterrupted()) {
                            Thread.onSpinWait();
                        }
                    }
                })
                .run();
    }

    private void assertNothingOpen() {
        assertEquals(List.of(), fs.openResources());
        assertEquals(
                List.of(0, 0), tree.mounts().stream().map(MountInfo::openUses).toList());
    }

    private void copy(String source, String target) throws IOException {
        TreeCopy.of(fs, FsPath.of(source), fs, FsPath.of(target))
                .progress(new Told())
                .run();
    }

    private class Told implements Progress {
        @Override
        public void expect(long files, long bytes) {}

        @Override
        public void started(FsPath file) {}

        @Override
        public void transferred(long bytes) {
            told.add(bytes);
        }

        @Override
        public void finished(FsPath file) {}
    }
}
