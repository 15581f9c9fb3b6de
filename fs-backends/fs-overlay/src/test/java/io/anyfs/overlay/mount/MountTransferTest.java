package io.anyfs.overlay.mount;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileChangedException;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Operation;
import io.anyfs.Progress;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.tck.subject.Content;
import io.anyfs.tree.TreeCopy;
import io.anyfs.tree.TreeMove;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Moves and copies from one storage of a tree to another. */
class MountTransferTest {

    private static final byte[] BYTES = Content.bytes(5_000_000);
    private static final byte[] SMALL = Content.bytes(200_000);
    private static final Instant TIME = Instant.parse("2001-02-03T04:05:06Z");
    private static final FsPath SOURCE = FsPath.of("/a/f");
    private static final FsPath TARGET = FsPath.of("/b/g");

    private final FaultPlan source = new FaultPlan(1);
    private final FaultPlan target = new FaultPlan(2);
    private final MountBackend tree = new MountBackend();
    private final FileSystem fs = FileSystem.over(tree);

    @BeforeEach
    void mount() throws IOException {
        mount("/a", source);
        mount("/b", target);
        fs.write("/a/f", BYTES);
        fs.setAttributes(SOURCE, AttributeChanges.lastModified(TIME).withMode(0640));
    }

    private void mount(String path, FaultPlan plan) throws IOException {
        tree.mount(FsPath.of(path), new FaultBackend(Trees.memory(), plan), MountOptions.DEFAULT);
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    @Test
    void a_copy_has_the_bytes_the_time_and_the_mode() throws IOException {
        fs.copy(SOURCE, TARGET, IfExists.FAIL);
        assertCopied();
        assertArrayEquals(BYTES, fs.readBytes("/a/f"));
    }

    @Test
    void a_moved_file_is_at_the_target_only() throws IOException {
        fs.move(SOURCE, TARGET, IfExists.FAIL);
        assertCopied();
        assertFalse(fs.exists(SOURCE));
    }

    private void assertCopied() throws IOException {
        assertArrayEquals(BYTES, fs.readBytes("/b/g"));
        assertEquals(TIME, fs.stat(TARGET).lastModified());
        assertEquals(0640, fs.stat(TARGET).posix().mode());
    }

    @Test
    void what_exists_is_replaced_only_where_that_is_wanted_and_a_directory_never() throws IOException {
        fs.write("/b/g", "old");
        fs.createDirectory("/b/d");
        for (IfExists any : IfExists.values()) {
            assertThrows(FileAlreadyExistsException.class, () -> fs.move(SOURCE, FsPath.of("/b/d"), any));
            assertThrows(FileAlreadyExistsException.class, () -> fs.copy(SOURCE, FsPath.of("/b/d"), any));
        }
        assertThrows(FileAlreadyExistsException.class, () -> fs.move(SOURCE, TARGET, IfExists.FAIL));
        assertThrows(FileAlreadyExistsException.class, () -> fs.copy(SOURCE, TARGET, IfExists.FAIL));
        assertEquals("old", fs.readString("/b/g"));
        fs.copy(SOURCE, TARGET, IfExists.REPLACE);
        assertCopied();
        fs.write("/b/g", "old");
        fs.move(SOURCE, TARGET, IfExists.REPLACE);
        assertCopied();
    }

    @Test
    void a_missing_source_or_directory_of_the_target_changes_nothing() throws IOException {
        assertThrows(NoSuchFileException.class, () -> fs.move("/a/missing", "/b/g"));
        assertThrows(NoSuchFileException.class, () -> fs.copy("/a/missing", "/b/g"));
        assertThrows(NoSuchFileException.class, () -> fs.move("/a/f", "/b/missing/g"));
        assertThrows(NoSuchFileException.class, () -> fs.copy("/a/f", "/b/missing/g"));
        assertEquals(List.of(), fs.entries("/b"));
        assertTrue(fs.exists(SOURCE));
    }

    @Test
    void a_directory_is_moved_to_another_storage_by_a_copy_only() throws IOException {
        fs.createDirectories("/a/d/e");
        fs.write("/a/d/e/f", "x");
        fs.createSymbolicLink(FsPath.of("/a/d/link"), "e/f");
        UnsupportedCapabilityException failure =
                assertThrows(UnsupportedCapabilityException.class, () -> fs.move("/a/d", "/b/d"));
        assertEquals(Capability.MOVE_DIRECTORY, failure.capability());
        TreeMove.of(fs, FsPath.of("/a/d"), fs, FsPath.of("/b/d")).run();
        assertEquals("x", fs.readString("/b/d/e/f"));
        assertEquals("x", fs.readString("/b/d/link"));
        assertFalse(fs.exists("/a/d"));
    }

    @Test
    void a_file_gets_other_names_in_its_own_storage_only() throws IOException {
        fs.write("/a/f", "x");
        UnsupportedCapabilityException failure = assertThrows(
                UnsupportedCapabilityException.class, () -> fs.createHardLink(FsPath.of("/b/f"), FsPath.of("/a/f")));
        assertEquals(Capability.HARD_LINKS, failure.capability());
        assertFalse(fs.exists("/b/f"));
        fs.createHardLink(FsPath.of("/a/g"), FsPath.of("/a/f"));
        assertEquals("x", fs.readString("/a/g"));
    }

    @Test
    void a_tree_is_copied_to_another_storage_with_progress() throws IOException {
        fs.createDirectory("/a/d");
        fs.write("/a/d/one", BYTES);
        fs.write("/a/d/two", "x");
        AtomicLong bytes = new AtomicLong();
        AtomicLong files = new AtomicLong();
        TreeCopy.of(fs, FsPath.of("/a/d"), fs, FsPath.of("/b/d"))
                .progress(new Progress() {
                    @Override
                    public void expect(long more, long moreBytes) {}

                    @Override
                    public void started(FsPath file) {}

                    @Override
                    public void transferred(long more) {
                        bytes.addAndGet(more);
                    }

                    @Override
                    public void finished(FsPath file) {
                        files.incrementAndGet();
                    }
                })
                .run();
        assertEquals(BYTES.length + 1, bytes.get());
        assertEquals(2, files.get());
        assertArrayEquals(BYTES, fs.readBytes("/b/d/one"));
    }

    @ParameterizedTest
    @EnumSource
    void whatever_goes_wrong_with_a_move_the_file_is_whole_at_one_place_at_least(IfExists ifExists) throws IOException {
        int fired = 0;
        for (Fault fault : List.of(Fault.fail(), Fault.failTransiently(), Fault.lostAcknowledgement())) {
            for (Operation operation : Operation.values()) {
                fired += moveWithFaultAtEachCall(true, operation, fault, ifExists);
                fired += moveWithFaultAtEachCall(false, operation, fault, ifExists);
            }
        }
        assertTrue(fired > 20, "only so many faults fired: " + fired);
    }

    private int moveWithFaultAtEachCall(boolean atSource, Operation operation, Fault fault, IfExists ifExists)
            throws IOException {
        int call = 1;
        while (moveWithFault(atSource, operation, call, fault, ifExists) > 0) {
            call++;
        }
        return call - 1;
    }

    private int moveWithFault(boolean atSource, Operation operation, int call, Fault fault, IfExists ifExists)
            throws IOException {
        String what =
                fault + " at call " + call + " of " + operation + (atSource ? " at the source" : " at the target");
        FaultPlan plan = new FaultPlan(3);
        MountBackend other = new MountBackend();
        MemoryBackend sourceStorage = Trees.memory();
        MemoryBackend targetStorage = Trees.memory();
        try (FileSystem view = FileSystem.over(other);
                FileSystem sourceView = FileSystem.over(new Unclosed(sourceStorage));
                FileSystem targetView = FileSystem.over(new Unclosed(targetStorage))) {
            sourceView.write("/f", SMALL);
            if (ifExists == IfExists.REPLACE) {
                targetView.write("/g", "old");
            }
            FaultPlan none = new FaultPlan(4);
            other.mount(
                    FsPath.of("/a"),
                    new FaultBackend(new Unclosed(sourceStorage), atSource ? plan : none),
                    MountOptions.DEFAULT);
            other.mount(
                    FsPath.of("/b"),
                    new FaultBackend(new Unclosed(targetStorage), atSource ? none : plan),
                    MountOptions.DEFAULT);
            if (operation == Operation.CLOSE && (call > 1 || !atSource)) {
                return 0; // That is the close of the storage itself.
            }
            plan.at(call, operation, fault);
            boolean moved = moved(view, ifExists);
            boolean committed = targetView.exists("/g") && targetView.stat("/g").size() == SMALL.length;
            if (committed) {
                assertArrayEquals(SMALL, targetView.readBytes("/g"), what);
            } else {
                assertArrayEquals(SMALL, sourceView.readBytes("/f"), what);
                assertFalse(moved, what);
                assertEquals(ifExists == IfExists.REPLACE, targetView.exists("/g"), what);
                if (ifExists == IfExists.REPLACE) {
                    assertEquals("old", targetView.readString("/g"), what);
                }
            }
            if (moved) {
                assertFalse(sourceView.exists("/f"), what);
            }
            assertEquals(List.of(), view.openResources(), what);
            assertEquals(
                    0, other.mounts().stream().mapToInt(MountInfo::openUses).sum(), what);
        }
        return plan.fired().size();
    }

    private static boolean moved(FileSystem view, IfExists ifExists) {
        try {
            view.move(SOURCE, TARGET, ifExists);
            return true;
        } catch (IOException failure) {
            return false;
        }
    }

    @Test
    void an_interrupt_leaves_source_and_target_as_they_were() throws IOException {
        fs.write("/b/g", "old");
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> fs.move(SOURCE, TARGET, IfExists.REPLACE));
        assertTrue(Thread.interrupted());
        assertEquals("old", fs.readString("/b/g"));
        assertArrayEquals(BYTES, fs.readBytes("/a/f"));
        assertEquals(0, tree.mounts().stream().mapToInt(MountInfo::openUses).sum());
    }

    @Test
    void a_source_that_is_changed_under_way_stays() throws IOException {
        // The write of the copy is where somebody comes between.
        tree.mount(
                FsPath.of("/c"), new Meddling(Trees.memory(), () -> fs.write("/a/f", "changed")), MountOptions.DEFAULT);
        assertThrows(FileChangedException.class, () -> fs.move("/a/f", "/c/g"));
        assertEquals("changed", fs.readString("/a/f"));
        assertArrayEquals(BYTES, fs.readBytes("/c/g"));
    }

    @Test
    void a_file_of_a_directory_that_is_mounted_twice_is_not_lost_by_a_move_onto_itself(@TempDir Path directory)
            throws IOException {
        tree.mount(FsPath.of("/one"), LocalBackend.open(directory, LocalOptions.DEFAULT), MountOptions.DEFAULT);
        tree.mount(FsPath.of("/two"), LocalBackend.open(directory, LocalOptions.DEFAULT), MountOptions.DEFAULT);
        fs.write("/one/f", "x");
        assertThrows(
                FileChangedException.class, () -> fs.move(FsPath.of("/one/f"), FsPath.of("/two/f"), IfExists.REPLACE));
        assertEquals("x", fs.readString("/one/f"));
        fs.copy(FsPath.of("/one/f"), FsPath.of("/two/f"), IfExists.REPLACE);
        assertEquals("x", fs.readString("/one/f"));
    }

    @Test
    void files_move_between_real_files_and_memory(@TempDir Path directory) throws IOException {
        tree.mount(FsPath.of("/local"), LocalBackend.open(directory, LocalOptions.DEFAULT), MountOptions.DEFAULT);
        fs.move("/a/f", "/local/f");
        assertArrayEquals(BYTES, fs.readBytes("/local/f"));
        assertEquals(TIME, fs.stat("/local/f").lastModified());
        fs.move("/local/f", "/b/f");
        assertArrayEquals(BYTES, fs.readBytes("/b/f"));
        assertFalse(fs.exists("/local/f"));
    }

    @Test
    void a_copy_into_a_storage_that_goes_at_once_fails_and_loses_nothing() throws IOException {
        tree.mount(
                FsPath.of("/c"),
                new Meddling(Trees.memory(), () -> tree.unmount(FsPath.of("/c"), Unmount.AT_ONCE)),
                MountOptions.DEFAULT);
        assertThrows(IOException.class, () -> fs.move("/a/f", "/c/g"));
        assertArrayEquals(BYTES, fs.readBytes("/a/f"));
        assertEquals(0, tree.mounts().stream().mapToInt(MountInfo::openUses).sum());
    }
}
