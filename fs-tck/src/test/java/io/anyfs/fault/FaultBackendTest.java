package io.anyfs.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.TransientStorageException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.tck.model.ModelBackend;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Race;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultBackendTest {

    private static final byte[] BYTES = Content.bytes(1000);

    private final ModelBackend storage = new ModelBackend();
    private final FaultPlan plan = new FaultPlan(42);
    private final FileSystem fs = FileSystem.over(new FaultBackend(storage, plan));

    @AfterEach
    void closeTheStorage() throws IOException {
        fs.close();
    }

    @Test
    void only_the_planned_call_fails() throws IOException {
        plan.at(2, Operation.STAT, Fault.fail());
        assertTrue(fs.stat("/").isDirectory());
        Exception failure = assertThrows(IOException.class, () -> fs.stat("/"));
        assertTrue(fs.stat("/").isDirectory());
        assertTrue(String.valueOf(failure.getMessage()).contains("fail at call 2 of stat, seed 42"), failure::toString);
        assertEquals(
                List.of(new FaultPlan.Fired(
                        Operation.STAT, 2, FsPath.ROOT, plan.fired().get(0).fault())),
                plan.fired());
        assertEquals(3, plan.calls(Operation.STAT));
    }

    @Test
    void a_failed_call_did_nothing() throws IOException {
        fs.write("/f", BYTES);
        plan.at(1, Operation.DELETE, Fault.failTransiently());
        assertThrows(TransientStorageException.class, () -> fs.delete("/f"));
        assertTrue(fs.exists("/f"));
        fs.delete("/f");
        assertFalse(fs.exists("/f"));
    }

    @Test
    void a_lost_acknowledgement_did_everything() throws IOException {
        fs.write("/f", BYTES);
        plan.at(1, Operation.DELETE, Fault.lostAcknowledgement());
        assertThrows(IOException.class, () -> fs.delete("/f"));
        assertFalse(fs.exists("/f"));
    }

    @Test
    void a_tree_deleted_at_once_fails_as_one_call() throws IOException {
        fs.createDirectories("/d/e");
        plan.at(1, Operation.DELETE_TREE, Fault.fail()).at(2, Operation.DELETE_TREE, Fault.lostAcknowledgement());
        assertThrows(IOException.class, () -> TreeDelete.delete(fs, FsPath.of("/d")));
        assertTrue(fs.exists("/d/e"));
        TreeDelete.Result result =
                TreeDelete.of(fs, FsPath.of("/d")).onFailure(OnFailure.SKIP).run();
        assertEquals(1, result.failed());
        assertEquals(FsPath.of("/d"), result.failures().get(0).path());
        assertEquals(2, result.entries());
        assertFalse(fs.exists("/d"));
    }

    @Test
    void a_commit_whose_acknowledgement_is_lost_has_published() throws IOException {
        plan.at(1, Operation.COMMIT, Fault.lostAcknowledgement());
        assertThrows(IOException.class, () -> fs.write("/f", BYTES));
        assertArrayEquals(BYTES, fs.readBytes("/f"));
        assertEquals(List.of(), fs.openResources());
    }

    @Test
    void a_commit_that_fails_has_published_nothing() throws IOException {
        plan.at(1, Operation.COMMIT, Fault.fail());
        assertThrows(IOException.class, () -> fs.write("/f", BYTES));
        assertFalse(fs.exists("/f"));
        assertEquals(List.of(), fs.openResources());
    }

    @Test
    void a_short_read_gives_less_and_then_goes_on() throws IOException {
        fs.write("/f", BYTES);
        plan.at(1, Operation.READ, Fault.shortRead(3));
        try (ReadHandle in = fs.openRead("/f")) {
            ByteBuffer target = ByteBuffer.allocate(1000);
            assertEquals(3, in.read(target, 0));
            in.readFully(target, 3);
            assertArrayEquals(BYTES, target.array());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 500, 999})
    void a_read_fails_at_the_planned_byte_and_gives_those_before(long position) throws IOException {
        fs.write("/f", BYTES);
        plan.fromByte(position, Operation.READ, Fault.fail());
        try (ReadHandle in = fs.openRead("/f")) {
            ByteBuffer target = ByteBuffer.allocate(1000);
            assertThrows(IOException.class, () -> in.readFully(target, 0));
            assertEquals(position, target.position());
            assertArrayEquals(Content.first((int) position, BYTES), Content.first((int) position, target.array()));
        }
        assertEquals(1, plan.fired().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999})
    void a_partial_write_takes_some_bytes_and_nothing_is_published(int bytes) throws IOException {
        plan.at(1, Operation.WRITE, Fault.partialWrite(bytes));
        try (WriteHandle out = fs.openWrite("/f", WriteOptions.replace())) {
            assertThrows(IOException.class, () -> out.write(BYTES));
            assertEquals(bytes, out.size());
        }
        assertFalse(fs.exists("/f"));
    }

    @Test
    void a_write_fails_at_the_planned_byte() throws IOException {
        plan.fromByte(1500, Operation.WRITE, Fault.fail());
        try (WriteHandle out = fs.openWrite("/f", WriteOptions.replace())) {
            out.write(BYTES);
            assertThrows(IOException.class, () -> out.write(BYTES));
            assertEquals(1500, out.size());
        }
        assertFalse(fs.exists("/f"));
    }

    @Test
    void a_positional_write_past_the_planned_byte_keeps_its_place() throws IOException {
        plan.fromByte(3, Operation.WRITE, Fault.delay(opened()));
        fs.write("/f", WriteOptions.replace(), out -> out.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 1));
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4}, fs.readBytes("/f"));
    }

    @Test
    void a_delayed_call_waits_for_its_gate() throws Exception {
        fs.write("/f", BYTES);
        Gate gate = new Gate();
        plan.at(1, Operation.READ, Fault.delay(gate));
        Race.assertAllSucceeded(Race.run(List.of(() -> fs.readBytes("/f").length, () -> {
            gate.awaitArrival();
            assertEquals(1, gate.waiting());
            gate.open();
            return 0;
        })));
        assertEquals(0, gate.waiting());
    }

    @Test
    void closing_the_filesystem_ends_a_blocked_read() throws Exception {
        fs.write("/f", BYTES);
        Gate gate = new Gate();
        plan.at(1, Operation.READ, Fault.delay(gate));
        FileSystem guest = fs.borrow("a guest");
        ReadHandle in = guest.openRead("/f");
        var outcomes = Race.run(List.of(() -> in.read(ByteBuffer.allocate(10), 0), () -> {
            gate.awaitArrival();
            guest.close();
            return 0;
        }));
        assertEquals(ErrorKind.CLOSED, ErrorKind.of(outcomes.get(0).failure()));
        assertTrue(outcomes.get(1).succeeded());
    }

    @Test
    void an_abort_ends_a_blocked_write() throws Exception {
        Gate gate = new Gate();
        plan.at(1, Operation.WRITE, Fault.delay(gate));
        WriteHandle out = fs.openWrite("/f", WriteOptions.replace());
        var outcomes = Race.run(List.of(
                () -> {
                    out.write(BYTES);
                    return 1;
                },
                () -> {
                    gate.awaitArrival();
                    out.abort(null);
                    return 0;
                }));
        assertEquals(ErrorKind.CLOSED, ErrorKind.of(outcomes.get(0).failure()));
        assertTrue(outcomes.get(1).succeeded());
        assertFalse(fs.exists("/f"));
    }

    @Test
    void an_interrupt_ends_a_blocked_call() throws Exception {
        Gate gate = new Gate();
        plan.at(1, Operation.STAT, Fault.delay(gate));
        Thread[] blocked = new Thread[1];
        var outcomes = Race.run(List.of(
                () -> {
                    blocked[0] = Thread.currentThread();
                    return fs.stat("/").size();
                },
                () -> {
                    gate.awaitArrival();
                    blocked[0].interrupt();
                    return 0L;
                }));
        assertEquals(ErrorKind.INTERRUPTED, ErrorKind.of(outcomes.get(0).failure()));
    }

    @Test
    void a_failing_close_is_told_and_leaves_nothing_open() throws IOException {
        fs.write("/f", BYTES);
        plan.at(1, Operation.CLOSE, Fault.fail());
        ReadHandle in = fs.openRead("/f");
        assertThrows(IOException.class, in::close);
        assertFalse(in.isOpen());
        assertEquals(List.of(), fs.openResources());
    }

    @Test
    void a_listing_fails_mid_way() throws IOException {
        fs.write("/a", BYTES);
        fs.write("/b", BYTES);
        plan.at(3, Operation.LIST, Fault.fail());
        assertThrows(IOException.class, () -> fs.entries("/"));
        assertEquals(List.of(), fs.openResources());
        assertEquals(2, fs.entries("/").size());
    }

    @Test
    void the_same_seed_gives_the_same_faults_and_another_one_others() {
        assertEquals(faultsOf(7), faultsOf(7));
        assertNotEquals(faultsOf(7), faultsOf(8));
        assertTrue(faultsOf(7).size() > 10 && faultsOf(7).size() < 60, () -> "of 100: " + faultsOf(7));
    }

    @Test
    void whatever_fails_no_file_is_ever_published_in_part() throws IOException {
        for (long seed = 1; seed <= 50; seed++) {
            FaultPlan faults = new FaultPlan(seed)
                    .sometimes(0.15, Operation.WRITE, Fault.partialWrite(100))
                    .sometimes(0.2, Operation.COMMIT, Fault.fail())
                    .sometimes(0.2, Operation.OPEN_WRITE, Fault.failTransiently())
                    .sometimes(0.2, Operation.ABORT, Fault.fail());
            try (FileSystem faulty = FileSystem.over(new FaultBackend(new ModelBackend(), faults))) {
                for (int round = 0; round < 20; round++) {
                    byte[] bytes = Content.sealed(5000, round);
                    try {
                        faulty.write("/f", WriteOptions.replace(), out -> writeInPieces(out, bytes));
                    } catch (IOException planned) {
                        assertFalse(faults.fired().isEmpty(), planned::toString);
                    }
                    if (faulty.exists("/f")) {
                        assertTrue(Content.isWhole(faulty.readBytes("/f")), faults::toString);
                    }
                }
                assertEquals(List.of(), faulty.openResources(), faults::toString);
            }
        }
    }

    @Test
    void faults_are_planned_only_where_they_can_happen() {
        assertThrows(IllegalArgumentException.class, () -> plan.at(1, Operation.STAT, Fault.shortRead(1)));
        assertThrows(IllegalArgumentException.class, () -> plan.at(1, Operation.READ, Fault.partialWrite(1)));
        assertThrows(IllegalArgumentException.class, () -> plan.fromByte(1, Operation.STAT, Fault.fail()));
        assertThrows(IllegalArgumentException.class, () -> Fault.shortRead(0));
        assertThrows(IllegalArgumentException.class, () -> Fault.partialWrite(-1));
    }

    @Test
    void every_call_of_a_backend_can_go_wrong() {
        Set<String> own = Arrays.stream(FaultBackend.class.getDeclaredMethods())
                .map(java.lang.reflect.Method::getName)
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        for (var method : Backend.class.getMethods()) {
            if (!own.contains(method.getName())
                    && !Set.of("name", "capabilities").contains(method.getName())) {
                missing.add(method.getName());
            }
        }
        assertEquals(List.of(), missing);
    }

    private static List<Integer> faultsOf(long seed) {
        FaultPlan faults = new FaultPlan(seed).sometimes(0.3, Operation.STAT, Fault.fail());
        try (FileSystem faulty = FileSystem.over(new FaultBackend(new ModelBackend(), faults))) {
            for (int call = 0; call < 100; call++) {
                try {
                    faulty.stat("/");
                } catch (IOException planned) {
                    // Told by the plan.
                }
            }
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return faults.fired().stream().map(FaultPlan.Fired::call).toList();
    }

    private static void writeInPieces(WriteHandle out, byte[] bytes) throws IOException {
        for (int position = 0; position < bytes.length; position += 1000) {
            out.write(ByteBuffer.wrap(bytes, position, Math.min(1000, bytes.length - position)));
        }
    }

    private static Gate opened() {
        Gate gate = new Gate();
        gate.open();
        return gate;
    }
}
