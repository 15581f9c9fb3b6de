package io.anyfs.overlay.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Operation;
import io.anyfs.QuotaExceededException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Race;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The quota beneath tells of any moment at which more was stored than the one under test should have let through. */
class QuotaConcurrencyTest {

    private static final int QUOTA = 1_000_000;
    private static final int ENTRIES = 40;
    private static final Set<ErrorKind> LOST_RACES =
            Set.of(ErrorKind.NOT_FOUND, ErrorKind.ALREADY_EXISTS, ErrorKind.NOT_EMPTY, ErrorKind.BUSY);

    private final MemoryBackend exact =
            new MemoryBackend(MemoryOptions.DEFAULT.withQuotaBytes(QUOTA).withQuotaEntries(ENTRIES));
    private final AtomicLong refused = new AtomicLong();

    @Test
    void it_is_exact_with_32_threads_that_write_delete_move_copy_and_abort() throws Exception {
        QuotaBackend quota = over(new FaultPlan(1));
        try (FileSystem fs = FileSystem.over(quota)) {
            Race.assertAllSucceeded(Race.run(32, number -> {
                work(fs, quota, new Random(number), false);
                return number;
            }));
            expectExact(fs, quota);
        }
    }

    @Test
    void it_is_exact_when_changes_fail_before_and_after_they_happen() throws Exception {
        FaultPlan plan = new FaultPlan(7);
        for (Operation operation : List.of(
                Operation.CREATE_DIRECTORY, Operation.DELETE, Operation.MOVE, Operation.COPY, Operation.WRITE)) {
            plan.sometimes(0.1, operation, Fault.fail());
        }
        for (Operation operation :
                List.of(Operation.CREATE_DIRECTORY, Operation.DELETE, Operation.MOVE, Operation.COPY)) {
            plan.sometimes(0.2, operation, Fault.lostAcknowledgement());
        }
        plan.sometimes(0.2, Operation.WRITE, Fault.partialWrite(100));
        QuotaBackend quota = over(plan);
        try (FileSystem fs = FileSystem.over(quota)) {
            Race.assertAllSucceeded(Race.run(32, number -> {
                work(fs, quota, new Random(number), true);
                return number;
            }));
            QuotaUsage usage = quota.usage();
            assertEquals(usage, quota.recount(), plan::toString);
            assertEquals(0, usage.heldBytes());
            assertEquals(0, usage.heldEntries());
        }
    }

    @Test
    void as_many_writers_win_as_there_is_room_for() throws Exception {
        QuotaBackend quota = over(new FaultPlan(1));
        try (FileSystem fs = FileSystem.over(quota)) {
            List<Race.Outcome<Integer>> outcomes = Race.run(32, number -> {
                try (WriteHandle out = fs.openWrite("/w" + number, WriteOptions.createNew())) {
                    for (int i = 0; i < 100; i++) {
                        out.write(new byte[1000]);
                    }
                    out.commit();
                }
                return number;
            });
            long won = outcomes.stream().filter(Race.Outcome::succeeded).count();
            assertTrue(won <= 10);
            assertEquals(new QuotaUsage(won * 100_000, won, 0, 0), quota.usage());
            expectExact(fs, quota);
        }
    }

    private QuotaBackend over(FaultPlan plan) throws IOException {
        return QuotaBackend.over(
                new FaultBackend(exact, plan),
                QuotaOptions.DEFAULT.withMaxBytes(QUOTA).withMaxEntries(ENTRIES));
    }

    private void expectExact(FileSystem fs, QuotaBackend quota) throws IOException {
        QuotaUsage usage = quota.usage();
        assertEquals(usage, quota.recount());
        TreeDelete.empty(fs, FsPath.ROOT);
        assertEquals(new QuotaUsage(0, 0, 0, 0), quota.usage());
        fs.write("/all", new byte[QUOTA]);
    }

    private void work(FileSystem fs, QuotaBackend quota, Random random, boolean faults) throws IOException {
        for (int round = 0; round < 200; round++) {
            try {
                step(fs, random);
            } catch (QuotaExceededException full) {
                assertTrue(
                        full.getMessage().contains("has no room for")
                                || full.getMessage().contains("is used up"),
                        full.getMessage());
                assertTrue(!isFromBeneath(full), "more got through than there was room for: " + full);
                refused.incrementAndGet();
            } catch (FileSystemException failure) {
                assertTrue(
                        LOST_RACES.contains(ErrorKind.of(failure))
                                || (faults && failure.getMessage().contains("injected")),
                        failure::toString);
            }
            QuotaUsage usage = quota.usage();
            assertTrue(usage.bytes() + usage.heldBytes() <= QUOTA, usage::toString);
            assertTrue(usage.entries() + usage.heldEntries() <= ENTRIES, usage::toString);
        }
    }

    private static boolean isFromBeneath(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (StackTraceElement frame : cause.getStackTrace()) {
                if (frame.getClassName().startsWith("io.anyfs.memory")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void step(FileSystem fs, Random random) throws IOException {
        String path = path(random);
        String other = path(random);
        byte[] bytes = new byte[random.nextInt(200_000)];
        switch (random.nextInt(12)) {
            case 0 -> fs.write(path, bytes);
            case 1 -> fs.write(path, WriteOptions.append(), out -> out.write(bytes));
            case 2 -> fs.write(path, WriteOptions.update(), out -> out.truncate(out.size() / 2));
            case 3 -> fs.write(path, WriteOptions.update().inPlace(), out -> out.write(bytes));
            case 4 -> fs.copy(FsPath.of(path), FsPath.of(other), IfExists.REPLACE);
            case 5 -> fs.move(FsPath.of(path), FsPath.of(other), IfExists.REPLACE);
            case 6 -> fs.openWrite(path, WriteOptions.append()).close();
            case 7 -> {
                try (WriteHandle out = fs.openWrite(path, WriteOptions.replace())) {
                    out.write(bytes);
                }
            }
            case 8 -> fs.write(path, WriteOptions.replace().creatingParents(), out -> out.write(bytes));
            case 9 -> fs.createDirectory("/d" + random.nextInt(3));
            case 10 -> fs.move("/d" + random.nextInt(3), "/d" + random.nextInt(3));
            default -> fs.delete(random.nextInt(8) == 0 ? "/d" + random.nextInt(3) : path);
        }
    }

    private static String path(Random random) {
        return (random.nextBoolean() ? "" : "/d" + random.nextInt(3)) + "/f" + random.nextInt(8);
    }
}
