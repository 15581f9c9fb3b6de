package io.anyfs.overlay.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.BusyException;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mounts that come and go while others work in the tree. */
class MountConcurrencyTest {

    private static final int ROUNDS = 300;
    private static final int USERS = 3;
    private static final FsPath MOUNT = FsPath.of("/m");
    private static final FsPath FILE = FsPath.of("/m/f");

    private final Set<Counted> storages = ConcurrentHashMap.newKeySet();
    private final MountBackend tree = new MountBackend(Trees.memory());
    /** So many uses may begin: what is used all the time is never idle. */
    private final Semaphore turns = new Semaphore(0);

    private final AtomicBoolean over = new AtomicBoolean();

    private Counted storage() throws IOException {
        MemoryBackend memory = Trees.memory();
        BackendWriteHandle out = memory.openWrite(FsPath.of("/f"), WriteOptions.createNew());
        out.write(ByteBuffer.wrap(new byte[] {'x'}));
        out.commit();
        Counted storage = new Counted(memory);
        storages.add(storage);
        return storage;
    }

    @ParameterizedTest
    @EnumSource
    void no_use_is_lost_and_every_storage_is_closed_once_when_nothing_is_open(Unmount mode) throws Exception {
        ConcurrentLinkedQueue<Throwable> unexpected = new ConcurrentLinkedQueue<>();
        AtomicInteger reads = new AtomicInteger();
        List<Callable<Void>> runners = new ArrayList<>();
        runners.add(() -> {
            try {
                mountAndUnmount(mode, reads);
            } finally {
                over.set(true);
                turns.release(USERS);
            }
            return null;
        });
        for (int i = 0; i < USERS; i++) {
            runners.add(() -> {
                turns.acquire();
                while (!over.get()) {
                    use(mode, reads, unexpected);
                    turns.acquire();
                }
                return null;
            });
        }
        Race.assertAllSucceeded(Race.run(runners));
        assertEquals(List.of(), List.copyOf(unexpected));
        tree.close();
        for (Counted storage : storages) {
            assertEquals(1, storage.closes());
            assertEquals(0, storage.open(), "left open");
            assertTrue(mode == Unmount.AT_ONCE || !storage.closedWhileOpen(), "closed under a use");
        }
        assertTrue(reads.get() > 0);
    }

    private void mountAndUnmount(Unmount mode, AtomicInteger reads) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            tree.mount(MOUNT, storage(), MountOptions.DEFAULT);
            turns.release(USERS);
            Eventually.holds("all have begun", () -> turns.availablePermits() == 0 && reads.get() > 0);
            unmount(mode);
        }
    }

    private void unmount(Unmount mode) throws IOException {
        while (true) {
            try {
                tree.unmount(MOUNT, mode);
                return;
            } catch (BusyException busy) {
                Thread.onSpinWait();
            }
        }
    }

    private void use(Unmount mode, AtomicInteger reads, ConcurrentLinkedQueue<Throwable> unexpected) {
        try (BackendReadHandle in = tree.openRead(FILE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            assertEquals(1, in.read(one, 0));
            reads.incrementAndGet();
            try (BackendListing listing = tree.list(MOUNT, ListOptions.ENTRIES)) {
                listing.next();
            }
            BackendWriteHandle out = tree.openWrite(FsPath.of("/m/g"), WriteOptions.replace());
            out.write(one.flip());
            out.commit();
        } catch (NoSuchFileException notMounted) {
            // Between two mounts.
        } catch (ClosedChannelException gone) {
            if (mode != Unmount.AT_ONCE) {
                unexpected.add(gone);
            }
        } catch (IOException | RuntimeException | Error failure) {
            unexpected.add(failure);
        }
    }

    @Test
    void of_many_who_mount_at_one_path_one_succeeds() throws Exception {
        List<Race.Outcome<Backend>> outcomes = Race.run(8, number -> {
            Backend storage = storage();
            tree.mount(MOUNT, storage, MountOptions.DEFAULT);
            return storage;
        });
        assertEquals(1, outcomes.stream().filter(Race.Outcome::succeeded).count());
        assertEquals(2, tree.mounts().size());
        tree.close();
    }

    @Test
    void of_many_who_unmount_one_succeeds_and_closes() throws Exception {
        for (Unmount mode : Unmount.values()) {
            Counted storage = storage();
            tree.mount(MOUNT, storage, MountOptions.DEFAULT);
            List<Race.Outcome<Unmount>> outcomes = Race.run(8, number -> {
                tree.unmount(MOUNT, mode);
                return mode;
            });
            assertEquals(1, outcomes.stream().filter(Race.Outcome::succeeded).count());
            assertEquals(1, storage.closes());
        }
        tree.close();
    }

    @Test
    void moves_between_storages_lose_no_file_while_others_come_and_go() throws Exception {
        tree.mount(FsPath.of("/one"), Trees.memory(), MountOptions.DEFAULT);
        tree.mount(FsPath.of("/two"), Trees.memory(), MountOptions.DEFAULT);
        int files = 100;
        for (int i = 0; i < files; i++) {
            BackendWriteHandle out = tree.openWrite(FsPath.of("/one/" + i), WriteOptions.createNew());
            out.commit();
        }
        List<Callable<Void>> runners = new ArrayList<>();
        for (int mover = 0; mover < 2; mover++) {
            int first = mover;
            runners.add(() -> {
                for (int i = first; i < files; i += 2) {
                    tree.move(FsPath.of("/one/" + i), FsPath.of("/two/" + i), IfExists.FAIL);
                }
                return null;
            });
        }
        runners.add(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                tree.mount(FsPath.of("/two/below"), Trees.memory(), MountOptions.DEFAULT);
                tree.unmount(FsPath.of("/two/below"), Unmount.WHEN_IDLE);
            }
            return null;
        });
        Race.assertAllSucceeded(Race.run(runners));
        for (int i = 0; i < files; i++) {
            assertTrue(tree.stat(FsPath.of("/two/" + i), Links.NO_FOLLOW).isFile());
        }
        tree.close();
    }
}
