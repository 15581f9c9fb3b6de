package io.anyfs.overlay.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.DirectoryListing;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.ListOptions;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever fails names the paths that the caller gave, not those in the storages. */
class MountFailurePathsTest {

    private static final FsPath SOURCE = FsPath.of("/a/b/source");
    private static final FsPath TARGET = FsPath.of("/c/d/target");

    private final FaultPlan atSource = new FaultPlan(1);
    private final FaultPlan atTarget = new FaultPlan(2);
    private final MountBackend tree = new MountBackend();
    private final FileSystem fs = FileSystem.over(tree);

    @BeforeEach
    void mount() throws IOException {
        tree.mount(FsPath.of("/a/b"), new FaultBackend(Trees.memory(), atSource), MountOptions.DEFAULT);
        tree.mount(FsPath.of("/c/d"), new FaultBackend(Trees.memory(), atTarget), MountOptions.DEFAULT);
        fs.write(SOURCE.toString(), "abc");
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN_READ", "READ", "CLOSE", "DELETE"})
    void a_move_that_fails_at_the_source_names_both(Operation operation) {
        atSource.at(1, operation, Fault.fail());
        assertNamesBoth(() -> fs.move(SOURCE, TARGET, IfExists.FAIL));
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN_WRITE", "WRITE", "COMMIT"})
    void a_move_that_fails_at_the_target_names_both(Operation operation) {
        atTarget.at(1, operation, Fault.fail());
        assertNamesBoth(() -> fs.move(SOURCE, TARGET, IfExists.FAIL));
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN_READ", "READ", "CLOSE"})
    void a_copy_that_fails_at_the_source_names_both(Operation operation) {
        atSource.at(1, operation, Fault.fail());
        assertNamesBoth(() -> fs.copy(SOURCE, TARGET, IfExists.FAIL));
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN_WRITE", "WRITE", "COMMIT"})
    void a_copy_that_fails_at_the_target_names_both(Operation operation) {
        atTarget.at(1, operation, Fault.fail());
        assertNamesBoth(() -> fs.copy(SOURCE, TARGET, IfExists.FAIL));
    }

    private static void assertNamesBoth(Executable transfer) {
        FileSystemException failure = assertThrows(FileSystemException.class, transfer);
        assertEquals(SOURCE.toString(), failure.getFile());
        assertEquals(TARGET.toString(), failure.getOtherFile());
        assertNamesNothingElse(failure);
    }

    @Test
    void what_fails_while_a_failure_is_handled_names_the_path_in_the_tree_too() {
        atTarget.at(1, Operation.WRITE, Fault.fail()).at(1, Operation.ABORT, Fault.fail());
        FileSystemException failure =
                assertThrows(FileSystemException.class, () -> fs.copy(SOURCE, TARGET, IfExists.FAIL));
        List<Throwable> suppressed = Arrays.asList(failure.getCause().getSuppressed());
        assertEquals(1, suppressed.size());
        assertEquals(TARGET.toString(), ((FileSystemException) suppressed.get(0)).getFile());
    }

    @Test
    void a_close_that_fails_names_the_path_in_the_tree() throws IOException {
        atSource.at(1, Operation.CLOSE, Fault.fail()).at(2, Operation.CLOSE, Fault.fail());
        ReadHandle reader = fs.openRead(SOURCE);
        assertCloseFails(reader, SOURCE);
        DirectoryListing listing = fs.list(FsPath.of("/a/b"), ListOptions.ENTRIES);
        assertCloseFails(listing, FsPath.of("/a/b"));
    }

    private static void assertCloseFails(Closeable open, FsPath path) {
        FileSystemException failure = assertThrows(FileSystemException.class, open::close);
        assertEquals(path.toString(), failure.getFile());
        assertNamesNothingElse(failure);
    }

    @Test
    void an_unmount_at_once_names_what_it_could_not_end_and_where_it_could_not_close() throws IOException {
        WriteHandle writer = fs.openWrite(TARGET, WriteOptions.createNew());
        atTarget.at(1, Operation.ABORT, Fault.fail()).at(1, Operation.CLOSE, Fault.fail());
        FileSystemException failure =
                assertThrows(FileSystemException.class, () -> tree.unmount(FsPath.of("/c/d"), Unmount.AT_ONCE));
        assertEquals(TARGET.toString(), failure.getFile());
        assertNamesNothingElse(failure);
        FileSystemException close = (FileSystemException) failure.getSuppressed()[0];
        assertEquals("/c/d", close.getFile());
        assertTrue(close.getMessage().contains("closing memory failed"), close.getMessage());
        writer.close();
    }

    @Test
    void what_was_unmounted_is_told_with_the_path_that_was_opened() throws IOException {
        FileSystem view = fs.subdirectory(FsPath.of("/c"));
        WriteHandle writer = view.openWrite(FsPath.of("/d/target"), WriteOptions.createNew());
        ReadHandle reader = fs.openRead(SOURCE);
        tree.unmount(FsPath.of("/a/b"), Unmount.AT_ONCE);
        tree.unmount(FsPath.of("/c/d"), Unmount.AT_ONCE);
        assertUnmounted(() -> reader.read(ByteBuffer.allocate(1), 0), SOURCE + ": read on mount: ");
        assertUnmounted(() -> writer.write(new byte[1]), "/d/target: write on mount: ");
        assertUnmounted(writer::commit, "/d/target: commit on mount: ");
        reader.close();
    }

    @Test
    void what_was_unmounted_from_a_tree_in_a_tree_is_told_with_the_path_that_was_opened() throws IOException {
        MountBackend below = new MountBackend(Trees.memory());
        below.mount(FsPath.of("/deep"), Trees.memory(), MountOptions.DEFAULT);
        tree.mount(FsPath.of("/below"), below, MountOptions.DEFAULT);
        fs.write("/below/deep/f", "abc");
        ReadHandle reader = fs.openRead("/below/deep/f");
        below.unmount(FsPath.of("/deep"), Unmount.AT_ONCE);
        assertUnmounted(() -> reader.read(ByteBuffer.allocate(1), 0), "/below/deep/f: read on mount: ");
        reader.close();
    }

    private static void assertUnmounted(Executable use, String begin) {
        ClosedChannelException failure = assertThrows(ClosedChannelException.class, use);
        assertEquals(begin + "the storage was unmounted", failure.getMessage());
    }

    /** The names in the storages begin with a slash, and nothing of the tree before it. */
    private static void assertNamesNothingElse(FileSystemException failure) {
        String rest = String.valueOf(failure.getMessage())
                .replace(SOURCE.toString(), "")
                .replace(TARGET.toString(), "");
        assertEquals(-1, Math.max(rest.indexOf("/source"), rest.indexOf("/target")), failure.getMessage());
    }
}
