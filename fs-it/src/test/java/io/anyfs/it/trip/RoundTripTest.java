package io.anyfs.it.trip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.WriteOptions;
import io.anyfs.tree.CopyExisting;
import io.anyfs.tree.CopyResult;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.TreeCopy;
import io.anyfs.tree.TreeFailure;
import io.anyfs.tree.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trees go from each storage to each other one and come back as they were. What the other storage cannot have is refused by its
 * name, and all else is there, whole.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripTest {

    private static final FsPath NAMES = FsPath.of("/names");
    private static final FsPath TWINS = FsPath.of("/twins");
    private static final FsPath LONG = FsPath.of("/long");
    private static final int LONGEST = 255;

    private final Map<TripStorage, FileSystem> storages = new EnumMap<>(TripStorage.class);
    private final Map<TripStorage, Map<String, String>> names = new EnumMap<>(TripStorage.class);

    @TempDir
    private static Path scratch;

    @BeforeAll
    void openAll() throws IOException {
        for (TripStorage storage : TripStorage.values()) {
            FileSystem fs = storage.open(scratch);
            storages.put(storage, fs);
            growNames(storage, fs);
            names.put(storage, hashes(fs, NAMES));
            if (storage.tellsCaseApart() && storage.tellsAccentsApart()) {
                growTwins(fs);
            }
            if (keepsLongNames(fs)) {
                growLong(fs);
            }
        }
    }

    @AfterAll
    void closeAll() throws IOException {
        for (FileSystem fs : storages.values()) {
            assertEquals(List.of(), fs.openResources());
            fs.close();
        }
    }

    /** Of each name a file that tells it and a directory, as far as the storage has it. */
    private static void growNames(TripStorage storage, FileSystem fs) throws IOException {
        FsPath directories = NAMES.child("directories");
        fs.createDirectories(directories);
        fs.write("/names/empty", "");
        for (String name : NastyName.all()) {
            if (storage.refuses(name)) {
                assertThrows(InvalidNameException.class, () -> write(fs, NAMES.child(name)), name);
                assertThrows(InvalidNameException.class, () -> fs.createDirectory(directories.child(name)), name);
            } else {
                write(fs, NAMES.child(name));
                fs.createDirectory(directories.child(name));
            }
        }
    }

    private static void growTwins(FileSystem fs) throws IOException {
        fs.createDirectories(TWINS.child("case"));
        fs.createDirectories(TWINS.child("accents"));
        for (String name : List.of("README", "Readme", "readme")) {
            write(fs, TWINS.child("case").child(name));
        }
        for (String name : List.of("\u00e9", "e\u0301")) {
            write(fs, TWINS.child("accents").child(name));
        }
    }

    private static void growLong(FileSystem fs) throws IOException {
        fs.createDirectory(LONG);
        write(fs, LONG.child("n".repeat(LONGEST)));
        write(fs, LONG.child("\u6f22".repeat(LONGEST / 3)));
    }

    private static void write(FileSystem fs, FsPath file) throws IOException {
        byte[] bytes = ("this is " + file.name()).getBytes(StandardCharsets.UTF_8);
        fs.write(file, WriteOptions.createNew(), out -> out.write(bytes));
    }

    private static boolean keepsLongNames(FileSystem fs) {
        return fs.capabilities().limits().maxNameBytes() >= LONGEST;
    }

    Stream<Arguments> pairs() {
        return Stream.of(TripStorage.values())
                .flatMap(from -> Stream.of(TripStorage.values())
                        .filter(to -> from.goesWith(to) && to.goesWith(from))
                        .map(to -> Arguments.of(from, to)));
    }

    Stream<Arguments> pairsFromThoseWithTwins() {
        return pairs().filter(pair -> hasAtItsSource(pair, TWINS));
    }

    Stream<Arguments> pairsFromThoseWithLongNames() {
        return pairs().filter(pair -> hasAtItsSource(pair, LONG));
    }

    Stream<Arguments> pairsThatRefuse() {
        return pairs().filter(pair -> {
            Object[] both = pair.get();
            return !refused((TripStorage) both[0], (TripStorage) both[1]).isEmpty();
        });
    }

    private boolean hasAtItsSource(Arguments pair, FsPath tree) {
        try {
            return storages.get((TripStorage) pair.get()[0]).exists(tree);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    // ---------------------------------------------------------------- names

    @ParameterizedTest
    @MethodSource("pairs")
    void every_name_that_both_have_comes_back_as_it_was(TripStorage from, TripStorage to) throws IOException {
        FileSystem here = storages.get(from);
        FileSystem there = storages.get(to);
        FsPath arrived = FsPath.of("/names-from-" + from);
        FsPath back = FsPath.of("/names-back-from-" + to);

        CopyResult result = TreeCopy.of(here, NAMES, there, arrived)
                .onFailure(OnFailure.SKIP)
                .parallelism(8)
                .run();
        TreeCopy.of(there, arrived, here, back).parallelism(8).run();

        Set<String> refused = refused(from, to);
        assertEquals(2L * refused.size(), result.failed());
        for (TreeFailure failure : result.failures()) {
            assertInstanceOf(InvalidNameException.class, failure.cause());
            assertTrue(refused.contains(failure.path().name()), failure::toString);
        }
        Map<String, String> expected = new TreeMap<>(names.get(from));
        expected.keySet().removeIf(path -> refused.contains(path.substring(path.lastIndexOf('/') + 1)));
        assertEquals(expected, hashes(there, arrived));
        assertEquals(expected, hashes(here, back));
    }

    @ParameterizedTest
    @MethodSource("pairsThatRefuse")
    void a_copy_that_ends_at_a_name_leaves_nothing_but_whole_files(TripStorage from, TripStorage to)
            throws IOException {
        FileSystem there = storages.get(to);
        FsPath arrived = FsPath.of("/part-from-" + from);

        assertThrows(
                InvalidNameException.class,
                () -> TreeCopy.of(storages.get(from), NAMES, there, arrived)
                        .parallelism(8)
                        .run());

        Map<String, String> found = hashes(there, arrived);
        Map<String, String> expected = new TreeMap<>(names.get(from));
        expected.keySet().retainAll(found.keySet());
        assertEquals(expected, found);
    }

    @ParameterizedTest
    @MethodSource("pairsFromThoseWithLongNames")
    void names_of_255_bytes_come_over_or_nothing_does(TripStorage from, TripStorage to) throws IOException {
        FileSystem here = storages.get(from);
        FileSystem there = storages.get(to);
        FsPath arrived = FsPath.of("/long-from-" + from);
        TreeCopy copy = TreeCopy.of(here, LONG, there, arrived).onFailure(OnFailure.SKIP);

        if (keepsLongNames(there)) {
            copy.run();
            assertEquals(hashes(here, LONG), hashes(there, arrived));
        } else {
            assertThrows(InvalidNameException.class, copy::run);
            assertFalse(there.exists(arrived));
        }
    }

    // ---------------------------------------------------------------- names that fall together

    @ParameterizedTest
    @MethodSource("pairsFromThoseWithTwins")
    void names_that_fall_together_are_refused_and_none_is_overwritten(TripStorage from, TripStorage to)
            throws IOException {
        FileSystem here = storages.get(from);
        FileSystem there = storages.get(to);
        FsPath arrived = FsPath.of("/twins-from-" + from);
        TreeCopy copy = TreeCopy.of(here, TWINS, there, arrived)
                .ifExists(CopyExisting.REPLACE)
                .onFailure(OnFailure.SKIP);

        assertEquals(to.tellsCaseApart(), there.capabilities().has(Capability.CASE_SENSITIVE));
        if (!to.tellsCaseApart()) {
            assertThrows(InvalidNameException.class, copy::run);
            assertFalse(there.exists(arrived));
            return;
        }
        CopyResult result = copy.run();
        Map<String, String> expected = hashes(here, TWINS);
        for (TreeFailure failure : result.failures()) {
            assertInstanceOf(InvalidNameException.class, failure.cause());
            expected.remove(failure.path().from(TWINS).toString().substring(1));
        }
        assertEquals(to.tellsAccentsApart() ? 0 : 1, result.failed());
        assertEquals(expected, hashes(there, arrived));
    }

    // ---------------------------------------------------------------- what is compared

    private static Set<String> refused(TripStorage from, TripStorage to) {
        return NastyName.all().stream()
                .filter(name -> to.refuses(name) && !from.refuses(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The hashes of all below a root, by path; directories have none. */
    private static Map<String, String> hashes(FileSystem fs, FsPath root) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        TreeHash.of(fs, root)
                .compute(line -> hashes.put(line.path(), line.entry().type() + " " + line.hash()));
        return hashes;
    }
}
