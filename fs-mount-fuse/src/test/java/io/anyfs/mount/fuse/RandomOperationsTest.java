package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.mount.fuse.RandomOperations.Operation;
import io.anyfs.tck.OnlyWhenThorough;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Random operations on a few files through several descriptors, compared with arrays in memory, as fsx does it. What differs is shrunk
 * and printed with its seed.
 */
class RandomOperationsTest {

    private static final int LONGEST = 20_000;
    private static final List<String> NAMES = List.of("a", "b");

    private static final Map<Storage, Mounted> MOUNTS = new EnumMap<>(Storage.class);
    private static final List<Path> DIRECTORIES = new ArrayList<>();
    private static int runs;

    @AfterContainer
    static void unmount() throws IOException {
        for (Mounted mounted : MOUNTS.values()) {
            mounted.close();
        }
        MOUNTS.clear();
        for (Path directory : DIRECTORIES) {
            try (FileSystem fs = LocalFileSystem.open(directory)) {
                TreeDelete.empty(fs, FsPath.ROOT);
            }
            Files.delete(directory);
        }
        DIRECTORIES.clear();
    }

    private static Mounted mounted(Storage storage) throws IOException {
        Mounted mounted = MOUNTS.get(storage);
        if (mounted == null) {
            Path directory = Files.createTempDirectory("anyfs-fsx");
            DIRECTORIES.add(directory);
            mounted = Mounted.of(storage.open(directory));
            MOUNTS.put(storage, mounted);
        }
        return mounted;
    }

    @Property(tries = 150)
    void files_hold_what_was_written(@ForAll("quick") Storage storage, @ForAll("operations") List<Operation> operations)
            throws IOException {
        run(storage, operations);
    }

    @Property(tries = 5000)
    @AddLifecycleHook(OnlyWhenThorough.class)
    void files_hold_what_was_written_for_long(
            @ForAll("quick") Storage storage, @ForAll("operations") List<Operation> operations) throws IOException {
        run(storage, operations);
    }

    @Property(tries = 300)
    @AddLifecycleHook(OnlyWhenThorough.class)
    void files_of_a_bucket_hold_what_was_written_for_long(@ForAll("operations") List<Operation> operations)
            throws IOException {
        run(Storage.BUCKET, operations);
    }

    /** Those that answer without a server. */
    @Provide
    Arbitrary<Storage> quick() {
        return Arbitraries.of(Storage.class).filter(storage -> storage != Storage.BUCKET);
    }

    private static void run(Storage storage, List<Operation> operations) throws IOException {
        Mounted mounted = mounted(storage);
        String name = "run-" + ++runs;
        Path directory = Files.createDirectory(mounted.path().resolve(name));
        RandomOperations world = new RandomOperations(directory);
        try {
            for (Operation operation : operations) {
                operation.on(world);
            }
        } finally {
            world.closeAll();
        }
        for (String file : NAMES) {
            byte[] expected = world.content(file);
            String path = "/" + name + "/" + file;
            assertEquals(expected != null, mounted.fs().exists(path), path);
            if (expected != null) {
                assertArrayEquals(expected, Files.readAllBytes(directory.resolve(file)), path);
                assertArrayEquals(expected, mounted.fs().readBytes(path), path);
            }
        }
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        return operation().list().ofMaxSize(Boolean.getBoolean("anyfs.thorough") ? 200 : 40);
    }

    private static Arbitrary<Operation> operation() {
        Arbitrary<Integer> slot = Arbitraries.integers().between(0, 2);
        Arbitrary<String> name = Arbitraries.of(NAMES);
        Arbitrary<Integer> position = Arbitraries.integers().between(0, LONGEST);
        Arbitrary<Integer> length = Arbitraries.integers().between(1, LONGEST);
        Arbitrary<Byte> fill = Arbitraries.bytes();
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        return Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Combinators.combine(slot, name, flag, Arbitraries.of(RandomOperations.Access.class))
                                .as(Operation.Open::new)),
                Tuple.of(8, Combinators.combine(slot, position, length, fill).as(Operation.Write::new)),
                Tuple.of(8, Combinators.combine(slot, position, length).as(Operation.Read::new)),
                Tuple.of(3, Combinators.combine(slot, position).as(Operation.Truncate::new)),
                Tuple.of(2, slot.map(Operation.Sync::new)),
                Tuple.of(3, slot.map(Operation.Close::new)),
                Tuple.of(2, Combinators.combine(name, name).as(Operation.Rename::new)),
                Tuple.of(1, name.map(Operation.Delete::new)),
                Tuple.of(2, name.map(Operation.Look::new)));
    }
}
