package io.anyfs.overlay.mount;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.BusyException;
import io.anyfs.DirectoryListing;
import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.fault.Gate;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taking out a storage that is in use. */
class UnmountTest {

    private static final FsPath MOUNT = FsPath.of("/m");
    private static final FsPath FILE = FsPath.of("/m/f");

    private final FaultPlan plan = new FaultPlan(1);
    private final Gate gate = new Gate();
    private final ClosingOrder order = new ClosingOrder();
    private final MountBackend tree = new MountBackend(Trees.memory());
    private final FileSystem fs = FileSystem.over(tree);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void mount() throws IOException {
        tree.mount(MOUNT, order.storage("m", new FaultBackend(Trees.memory(), plan)), MountOptions.DEFAULT);
        fs.write("/m/f", "abc");
    }

    @AfterEach
    void close() throws IOException {
        gate.open();
        threads.shutdownNow();
        fs.close();
    }

    // ---------------------------------------------------------------- if idle

    @Test
    void an_idle_storage_is_closed_and_gone() throws IOException {
        tree.unmount(MOUNT, Unmount.IF_IDLE);
        assertEquals(List.of("m"), order.closed());
        assertThrows(NoSuchFileException.class, () -> fs.stat(FILE));
        assertFalse(fs.exists(MOUNT));
    }

    @Test
    void what_is_open_keeps_a_storage_from_being_unmounted_and_is_named() throws IOException {
        try (ReadHandle reader = fs.openRead(FILE);
                WriteHandle writer = fs.openWrite("/m/new", WriteOptions.createNew());
                DirectoryListing listing = fs.list(MOUNT)) {
            BusyException busy = assertThrows(BusyException.class, () -> tree.unmount(MOUNT, Unmount.IF_IDLE));
            for (String named : List.of("/m", "reading /m/f", "writing /m/new", "listing /m")) {
                assertTrue(busy.getMessage().contains(named), busy.getMessage());
            }
            assertEquals(3, tree.mounts().get(1).openUses());
            assertEquals(3, reader.size());
            writer.commit();
            assertTrue(fs.exists("/m/new"));
            assertEquals("f", listing.stream().findFirst().orElseThrow().name());
        }
        assertEquals(0, tree.mounts().get(1).openUses());
        tree.unmount(MOUNT, Unmount.IF_IDLE);
        assertEquals(List.of("m"), order.closed());
    }

    @Test
    void a_call_under_way_keeps_a_storage_from_being_unmounted() throws Exception {
        Future<?> blocked = blocked(Operation.STAT, () -> fs.stat(FILE));
        BusyException busy = assertThrows(BusyException.class, () -> tree.unmount(MOUNT, Unmount.IF_IDLE));
        assertTrue(busy.getMessage().contains("1 call under way"), busy.getMessage());
        gate.open();
        blocked.get(30, TimeUnit.SECONDS);
        tree.unmount(MOUNT, Unmount.IF_IDLE);
        assertEquals(List.of("m"), order.closed());
    }

    // ---------------------------------------------------------------- when idle

    @Test
    void a_reader_reads_to_the_end_after_the_storage_left_the_tree() throws IOException {
        try (ReadHandle reader = fs.openRead(FILE)) {
            tree.unmount(MOUNT, Unmount.WHEN_IDLE);
            assertFalse(fs.exists(FILE));
            ByteBuffer bytes = ByteBuffer.allocate(3);
            reader.readFully(bytes, 0);
            assertArrayEquals(new byte[] {'a', 'b', 'c'}, bytes.array());
            assertEquals(List.of(), order.closed());
        }
        assertEquals(List.of("m"), order.closed());
    }

    @Test
    void a_writer_commits_after_the_storage_left_the_tree() throws IOException {
        try (WriteHandle writer = fs.openWrite("/m/new", WriteOptions.createNew())) {
            tree.unmount(MOUNT, Unmount.WHEN_IDLE);
            writer.write(new byte[] {1, 2});
            assertEquals(List.of(), order.closed());
            assertEquals(2, writer.commit().size());
        }
        assertEquals(List.of("m"), order.closed());
        assertEquals(0, plan.calls(Operation.ABORT));
    }

    @Test
    void a_listing_goes_on_after_the_storage_left_the_tree() throws IOException {
        try (DirectoryListing listing = fs.list(MOUNT)) {
            tree.unmount(MOUNT, Unmount.WHEN_IDLE);
            assertEquals(List.of("f"), listing.stream().map(FileInfo::name).toList());
        }
        assertEquals(List.of("m"), order.closed());
    }

    @Test
    void a_call_under_way_ends_as_if_nothing_had_happened() throws Exception {
        Future<?> blocked = blocked(Operation.STAT, () -> fs.stat(FILE));
        tree.unmount(MOUNT, Unmount.WHEN_IDLE);
        assertEquals(List.of(), order.closed());
        gate.open();
        blocked.get(30, TimeUnit.SECONDS);
        assertEquals(List.of("m"), order.closed());
    }

    @Test
    void the_last_of_many_uses_closes_the_storage_and_another_one_can_be_mounted_meanwhile() throws IOException {
        ReadHandle one = fs.openRead(FILE);
        ReadHandle two = fs.openRead(FILE);
        tree.unmount(MOUNT, Unmount.WHEN_IDLE);
        tree.mount(MOUNT, order.storage("next"), MountOptions.DEFAULT);
        fs.write("/m/f", "next");
        one.close();
        assertEquals(List.of(), order.closed());
        two.close();
        assertEquals(List.of("m"), order.closed());
        assertEquals("next", fs.readString("/m/f"));
    }

    @Test
    void what_is_still_leaving_is_closed_with_the_tree() throws IOException {
        BackendReadHandle reader = tree.openRead(FILE);
        tree.unmount(MOUNT, Unmount.WHEN_IDLE);
        tree.close();
        assertEquals(List.of("m"), order.closed());
        assertThrows(ClosedChannelException.class, () -> reader.read(ByteBuffer.allocate(1), 0));
        reader.close();
        assertEquals(List.of("m"), order.closed());
    }

    // ---------------------------------------------------------------- at once

    @Test
    void at_once_a_reader_fails_and_the_storage_is_closed() throws IOException {
        try (ReadHandle reader = fs.openRead(FILE)) {
            tree.unmount(MOUNT, Unmount.AT_ONCE);
            assertEquals(List.of("m"), order.closed());
            assertGone(assertThrows(ClosedChannelException.class, () -> reader.read(ByteBuffer.allocate(1), 0)));
        }
        // The file and the storage, once each.
        assertEquals(2, plan.calls(Operation.CLOSE));
    }

    @Test
    void at_once_a_write_is_aborted_and_cannot_be_committed() throws IOException {
        int commitsBefore = plan.calls(Operation.COMMIT);
        try (WriteHandle writer = fs.openWrite("/m/new", WriteOptions.createNew())) {
            writer.write(new byte[] {1});
            tree.unmount(MOUNT, Unmount.AT_ONCE);
            assertEquals(1, plan.calls(Operation.ABORT));
            assertGone(assertThrows(ClosedChannelException.class, () -> writer.write(new byte[] {2})));
            assertGone(assertThrows(ClosedChannelException.class, writer::commit));
        }
        assertEquals(commitsBefore, plan.calls(Operation.COMMIT));
        assertEquals(1, plan.calls(Operation.ABORT));
        assertEquals(List.of("m"), order.closed());
    }

    @Test
    void at_once_a_listing_fails() throws IOException {
        try (DirectoryListing listing = fs.list(MOUNT)) {
            tree.unmount(MOUNT, Unmount.AT_ONCE);
            assertGone(assertThrows(ClosedChannelException.class, listing::next));
        }
        assertEquals(List.of("m"), order.closed());
    }

    @Test
    void at_once_a_blocked_call_is_not_waited_for() throws Exception {
        Future<?> blocked = blocked(Operation.STAT, () -> fs.stat(FILE));
        tree.unmount(MOUNT, Unmount.AT_ONCE);
        assertEquals(List.of("m"), order.closed());
        gate.open();
        assertGone(failureOf(blocked));
    }

    @Test
    void at_once_a_blocked_open_leaves_nothing_open() throws Exception {
        Future<?> blocked = blocked(Operation.OPEN_WRITE, () -> fs.openWrite("/m/new", WriteOptions.createNew()));
        tree.unmount(MOUNT, Unmount.AT_ONCE);
        gate.open();
        assertGone(failureOf(blocked));
        assertEquals(List.of(), fs.openResources());
    }

    @Test
    void at_once_a_blocked_read_and_a_blocked_write_end() throws Exception {
        try (ReadHandle reader = fs.openRead(FILE);
                WriteHandle writer = fs.openWrite("/m/new", WriteOptions.createNew())) {
            Future<?> read = blocked(Operation.READ, () -> reader.read(ByteBuffer.allocate(1), 0));
            plan.at(plan.calls(Operation.WRITE) + 1, Operation.WRITE, Fault.delay(gate));
            Future<?> write = threads.submit(() -> {
                writer.write(new byte[] {1});
                return null;
            });
            Eventually.holds("both wait", () -> gate.waiting() == 2);
            tree.unmount(MOUNT, Unmount.AT_ONCE);
            assertGone(failureOf(read));
            assertGone(failureOf(write));
        }
        assertEquals(List.of("m"), order.closed());
    }

    @Test
    void at_once_a_step_of_a_listing_ends_before_the_listing_is_closed() throws Exception {
        try (DirectoryListing listing = fs.list(MOUNT)) {
            Future<?> step = blocked(Operation.LIST, listing::next);
            tree.unmount(MOUNT, Unmount.AT_ONCE);
            int closedBefore = plan.calls(Operation.CLOSE);
            gate.open();
            step.get(30, TimeUnit.SECONDS);
            assertEquals(closedBefore + 1, plan.calls(Operation.CLOSE));
            assertGone(assertThrows(ClosedChannelException.class, listing::next));
        }
    }

    @Test
    void at_once_a_commit_under_way_is_waited_for() throws Exception {
        try (WriteHandle writer = fs.openWrite("/m/new", WriteOptions.createNew())) {
            Future<?> commit = blocked(Operation.COMMIT, writer::commit);
            Future<?> unmount = threads.submit(() -> {
                tree.unmount(MOUNT, Unmount.AT_ONCE);
                return null;
            });
            Eventually.holds("it is gone from the tree", () -> !fs.exists(MOUNT));
            assertEquals(List.of(), order.closed());
            gate.open();
            commit.get(30, TimeUnit.SECONDS);
            unmount.get(30, TimeUnit.SECONDS);
        }
        assertEquals(List.of("m"), order.closed());
        assertEquals(0, plan.calls(Operation.ABORT));
    }

    @Test
    void an_interrupt_ends_the_wait_for_a_commit_which_fails_then() throws Exception {
        try (WriteHandle writer = fs.openWrite("/m/new", WriteOptions.createNew())) {
            Future<?> commit = blocked(Operation.COMMIT, writer::commit);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, () -> tree.unmount(MOUNT, Unmount.AT_ONCE));
            assertTrue(Thread.interrupted());
            gate.open();
            assertGone(failureOf(commit));
        }
        assertEquals(List.of("m"), order.closed());
    }

    @Test
    void every_failure_of_a_forced_unmount_is_kept_and_the_storage_is_gone() throws IOException {
        tree.mount(FsPath.of("/x"), order.failing("x"), MountOptions.DEFAULT);
        for (Unmount mode : Unmount.values()) {
            FsPath at = FsPath.of("/x-" + mode);
            tree.mount(at, order.failing(mode.name()), MountOptions.DEFAULT);
            FileSystemException failure = assertThrows(FileSystemException.class, () -> tree.unmount(at, mode));
            assertEquals(at.toString(), failure.getFile());
            assertEquals("closing memory failed: " + mode.name(), failure.getReason());
            assertFalse(fs.exists(at));
        }
        assertThrows(IOException.class, () -> tree.unmount(FsPath.of("/x"), Unmount.AT_ONCE));
    }

    // ---------------------------------------------------------------- steps

    /** Lets the next call of this kind wait at the gate, and makes it. */
    private Future<?> blocked(Operation operation, Callable<?> call) throws InterruptedException {
        plan.at(plan.calls(operation) + 1, operation, Fault.delay(gate));
        Future<?> future = threads.submit(call);
        gate.awaitArrival();
        return future;
    }

    private static Throwable failureOf(Future<?> future) {
        return assertThrows(ExecutionException.class, () -> future.get(30, TimeUnit.SECONDS))
                .getCause();
    }

    private static void assertGone(Throwable failure) {
        assertInstanceOf(ClosedChannelException.class, failure);
        assertEquals(ErrorKind.CLOSED, ErrorKind.of(failure));
        assertTrue(failure.getMessage().contains("unmounted"), failure.getMessage());
        assertTrue(failure.getMessage().contains("/m"), failure.getMessage());
    }
}
