package io.anyfs.overlay.union;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Operation;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingWriteHandle;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A layer that fails at any call: an entry is as it was or as it was to be, and what was interrupted can be completed. */
class UnionFaultsTest {

    private static final List<Operation> OPERATIONS = List.of(
            Operation.STAT,
            Operation.LIST,
            Operation.OPEN_READ,
            Operation.READ,
            Operation.OPEN_WRITE,
            Operation.WRITE,
            Operation.COMMIT,
            Operation.CREATE_DIRECTORY,
            Operation.DELETE,
            Operation.MOVE,
            Operation.SET_ATTRIBUTES,
            Operation.CREATE_SYMBOLIC_LINK);

    private static final MemoryOptions FIXED_TIME =
            MemoryOptions.DEFAULT.withClock(() -> Instant.parse("2020-01-01T00:00:00Z"));

    /** Single changes of what is below. */
    private enum Change {
        APPEND,
        UPDATE,
        REPLACE,
        MODE,
        MODE_OF_DIRECTORY,
        DELETE,
        DELETE_DIRECTORY,
        CREATE,
        CREATE_DIRECTORY,
        LINK;

        void on(FileSystem fs) throws IOException {
            FsPath file = FsPath.of("/d/e/f");
            FsPath fresh = FsPath.of("/d/e/new");
            switch (this) {
                case APPEND -> fs.write(file, WriteOptions.append(), out -> out.write(new byte[] {1}));
                case UPDATE -> fs.write(file, WriteOptions.update(), out -> out.write(new byte[] {1}));
                case REPLACE -> fs.write(file, WriteOptions.replace(), out -> out.write(new byte[] {1}));
                case MODE -> fs.setAttributes(file, AttributeChanges.mode(0600));
                case MODE_OF_DIRECTORY -> fs.setAttributes(file.parentOrRoot(), AttributeChanges.mode(0700));
                case DELETE -> fs.delete(file);
                case DELETE_DIRECTORY -> fs.delete("/d/empty");
                case CREATE -> fs.write(fresh, WriteOptions.createNew(), out -> out.write(new byte[] {1}));
                case CREATE_DIRECTORY -> fs.createDirectory(fresh);
                case LINK -> fs.createSymbolicLink(fresh, "f");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_change_that_fails_at_any_call_is_made_or_not_made(Change change) throws IOException {
        for (boolean upperFails : new boolean[] {true, false}) {
            for (Operation operation : OPERATIONS) {
                for (Fault fault : List.of(Fault.fail(), Fault.lostAcknowledgement())) {
                    int call = 1;
                    while (fires(change, upperFails, operation, call, fault)) {
                        call++;
                    }
                }
            }
        }
    }

    private static boolean fires(Change change, boolean upperFails, Operation operation, int call, Fault fault)
            throws IOException {
        Backend upper = new MemoryBackend(FIXED_TIME);
        Backend lower = filled();
        FaultPlan plan = new FaultPlan(1).at(call, operation, fault);
        try (FileSystem healthy = FileSystem.over(Unions.of(Unions.lent(upper), Unions.lent(lower)))) {
            Snapshot before = Snapshot.of(healthy);
            Snapshot after = after(change);
            boolean failed = false;
            try (FileSystem fs = FileSystem.over(Unions.of(
                    upperFails ? new FaultBackend(Unions.lent(upper), plan) : Unions.lent(upper),
                    upperFails ? Unions.lent(lower) : new FaultBackend(Unions.lent(lower), plan)))) {
                change.on(fs);
            } catch (IOException expected) {
                failed = true;
            }
            Snapshot now = Snapshot.of(healthy);
            assertTrue(now.equals(after) || (failed && now.equals(before)), () -> plan + " left " + now);
            if (now.equals(before)) {
                change.on(healthy);
                assertEquals(after, Snapshot.of(healthy), plan::toString);
            }
        }
        return !plan.fired().isEmpty();
    }

    @Test
    void a_copy_whose_source_cannot_be_closed_is_not_left_open() throws IOException {
        AtomicInteger aborted = new AtomicInteger();
        Backend upper = new ForwardingBackend(new MemoryBackend(FIXED_TIME)) {
            @Override
            public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
                return new ForwardingWriteHandle(super.openWrite(path, options)) {
                    @Override
                    public void abort() throws IOException {
                        aborted.incrementAndGet();
                        super.abort();
                    }
                };
            }
        };
        Backend lower = new MemoryBackend(FIXED_TIME);
        try (FileSystem fs = FileSystem.over(Unions.lent(lower))) {
            fs.write("/f", "old");
        }
        FaultPlan plan = new FaultPlan(1).at(1, Operation.CLOSE, Fault.fail());
        try (FileSystem fs = FileSystem.over(Unions.of(upper, new FaultBackend(lower, plan)))) {
            assertThrows(IOException.class, () -> fs.openWrite("/f", WriteOptions.append()));
            assertEquals(1, aborted.get());
            assertEquals("old", fs.readString("/f"));
        }
    }

    @Test
    void a_move_that_fails_at_any_call_leaves_the_file_at_one_name_at_least() throws IOException {
        for (Operation operation : OPERATIONS) {
            for (Fault fault : List.of(Fault.fail(), Fault.lostAcknowledgement())) {
                int call = 1;
                while (moveFires(operation, call, fault)) {
                    call++;
                }
            }
        }
    }

    private static boolean moveFires(Operation operation, int call, Fault fault) throws IOException {
        Backend upper = new MemoryBackend(FIXED_TIME);
        Backend lower = filled();
        FaultPlan plan = new FaultPlan(1).at(call, operation, fault);
        try (FileSystem healthy = FileSystem.over(Unions.of(Unions.lent(upper), Unions.lent(lower)))) {
            try (FileSystem fs =
                    FileSystem.over(Unions.of(new FaultBackend(Unions.lent(upper), plan), Unions.lent(lower)))) {
                fs.move(FsPath.of("/d/e/f"), FsPath.of("/top"), IfExists.REPLACE);
                assertEquals("below", healthy.readString("/top"));
            } catch (IOException expected) {
                boolean atSource = healthy.exists("/d/e/f") && "below".equals(healthy.readString("/d/e/f"));
                String target = healthy.readString("/top");
                assertTrue(atSource || target.equals("below"), plan::toString);
                assertTrue(target.equals("top") || target.equals("below"), plan::toString);
            }
        }
        return !plan.fired().isEmpty();
    }

    @Test
    void a_commit_that_fails_at_any_call_is_completed_by_the_next_and_the_view_never_changes() throws IOException {
        for (boolean upperFails : new boolean[] {true, false}) {
            for (Operation operation : OPERATIONS) {
                int call = 1;
                while (commitFires(upperFails, operation, call)) {
                    call++;
                }
            }
        }
    }

    private static boolean commitFires(boolean upperFails, Operation operation, int call) throws IOException {
        Backend upper = new MemoryBackend(FIXED_TIME);
        Backend lower = filled();
        FaultPlan plan = new FaultPlan(1).at(call, operation, Fault.fail());
        UnionBackend union = Unions.of(Unions.lent(upper), Unions.lent(lower));
        try (FileSystem healthy = FileSystem.over(union);
                FileSystem below = FileSystem.over(Unions.lent(lower));
                FileSystem above = FileSystem.over(Unions.lent(upper))) {
            manyChanges(healthy);
            Snapshot view = Snapshot.of(healthy);
            UnionBackend failing = Unions.of(
                    upperFails ? new FaultBackend(Unions.lent(upper), plan) : Unions.lent(upper),
                    upperFails ? Unions.lent(lower) : new FaultBackend(Unions.lent(lower), plan));
            boolean failed = false;
            try {
                failing.commit();
            } catch (IOException expected) {
                failed = true;
            }
            assertEquals(view, Snapshot.of(healthy), plan::toString);
            assertTrue(failed || view.equals(Snapshot.of(below)), plan::toString);
            union.commit();
            assertEquals(view, Snapshot.of(below), plan::toString);
            assertEquals(view, Snapshot.of(healthy), plan::toString);
            assertEquals(List.of(), above.entries("/"));
        }
        return !plan.fired().isEmpty();
    }

    private static void manyChanges(FileSystem fs) throws IOException {
        fs.write("/d/e/f", WriteOptions.append(), out -> out.write(new byte[] {1}));
        fs.delete("/d/empty");
        fs.write("/d/empty", "now a file");
        fs.setAttributes(FsPath.of("/top"), AttributeChanges.mode(0600));
        TreeDelete.delete(fs, FsPath.of("/again"));
        fs.createDirectory("/again");
        fs.write("/again/new", "new");
        fs.write("/again/kept", "kept");
        TreeDelete.delete(fs, FsPath.of("/gone"));
        fs.createSymbolicLink(FsPath.of("/link"), "top");
    }

    private static Backend filled() throws IOException {
        MemoryBackend lower = new MemoryBackend(FIXED_TIME);
        try (FileSystem fs = FileSystem.over(Unions.lent(lower))) {
            fs.createDirectories("/d/e");
            fs.createDirectory("/d/empty");
            fs.createDirectories("/again/deep");
            fs.createDirectories("/gone/deep");
            fs.write("/again/kept", "kept");
            fs.write("/again/old", "old");
            fs.write("/d/e/f", "below");
            fs.write("/top", "top");
            fs.setAttributes(FsPath.of("/d/e"), AttributeChanges.mode(0710));
        }
        return lower;
    }

    private static Snapshot after(Change change) throws IOException {
        try (FileSystem direct = FileSystem.over(new WithoutCopy(filled()))) {
            change.on(direct);
            return Snapshot.of(direct);
        }
    }

    private static final class WithoutCopy extends ForwardingBackend {
        WithoutCopy(Backend delegate) {
            super(delegate);
        }

        @Override
        public Capabilities capabilities(FsPath path) {
            return super.capabilities(path).without(Capability.COPY);
        }
    }
}
