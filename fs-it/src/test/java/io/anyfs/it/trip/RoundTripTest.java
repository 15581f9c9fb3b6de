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
    private static final FsPath CASE_TWINS = FsPath.of("/twins/case");
    private static final FsPath ACCENT_TWINS = FsPath.of("/twins/accents");
    private static final FsPath LONG = FsPath.of("/long");
    private static final int LONGEST = 255;

    private final Map<TripStorage, FileSystem> storages = new EnumMap<>(TripStorage.class);
    private final Map<TripStorage, Map<String, String>> names = new EnumMap<>(TripStorage.class);

    @TempDir
    private static Path scratch;

    private final TripServers servers = new TripServers();

    @BeforeAll
    void openAll() throws IOException {
        for (TripStorage storage : TripStorage.values()) {
            if (!storage.isHere()) {
                continue;
            }
            FileSystem fs = storage.open(scratch, servers);
            storages.put(storage, fs);
            growNames(storage, fs);
            names.put(storage, hashes(fs, NAMES));
            fs.createDirectories("/twins");
            if (storage.tellsCaseApart()) {
                grow(fs, CASE_TWINS, "README", "Readme", "readme");
            }
            if (storage.tellsAccentsApart()) {
                grow(fs, ACCENT_TWINS, "\u00e9", "e\u0301");
            }
            if (keepsLongNames(fs)) {
                grow(fs, LONG, "n".repeat(LONGEST), "\u6f22".repeat(LONGEST / 3));
            }
        }
    }

    @AfterAll
    void closeAll() throws IOException {
        for (FileSystem fs : storages.values()) {
            assertEquals(List.of(), fs.openResources());
            fs.close();
        }
        servers.close();
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

    private static void grow(FileSystem fs, FsPath directory, String... files) throws IOException {
        fs.createDirectory(directory);
        for (String name : files) {
            write(fs, directory.child(name));
        }
    }

    private static void write(FileSystem fs, FsPath file) throws IOException {
        byte[] bytes = ("this is " + file.name()).getBytes(StandardCharsets.UTF_8);
        fs.write(file, WriteOptions.createNew(), out -> out.write(bytes));
    }

    private static boolean keepsLongNames(FileSystem fs) {
        return fs.capabilities().limits().maxNameBytes() >= LONGEST;
    }

    /** Each with each other where the build is thorough; else each with the first, both ways. */
    Stream<Arguments> pairs() {
        boolean all = Boolean.getBoolean("anyfs.thorough");
        return storages.keySet().stream()
                .flatMap(from -> storages.keySet().stream()
                        .filter(to -> all || from == TripStorage.MEMORY || to == TripStorage.MEMORY)
                        .map(to -> Arguments.of(from, to)));
    }

    Stream<Arguments> pairsFromThoseThatTellCaseApart() {
        return pairs().filter(pair -> hasAtItsSource(pair, CASE_TWINS));
    }

    Stream<Arguments> pairsFromThoseThatTellAccentsApart() {
        return pairs().filter(pair -> hasAtItsSource(pair, ACCENT_TWINS));
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
    @MethodSource("pairsFromThoseThatTellCaseApart")
    void names_that_differ_in_case_come_over_or_nothing_does(TripStorage from, TripStorage to) throws IOException {
        assertEquals(to.tellsCaseApart(), storages.get(to).capabilities().has(Capability.CASE_SENSITIVE));
        assertTwinsGo(from, to, CASE_TWINS, to.tellsCaseApart());
    }

    @ParameterizedTest
    @MethodSource("pairsFromThoseThatTellAccentsApart")
    void names_that_differ_in_how_accents_are_written_come_over_or_nothing_does(TripStorage from, TripStorage to)
            throws IOException {
        assertEquals(to.tellsAccentsApart(), storages.get(to).capabilities().has(Capability.NORMALIZATION_SENSITIVE));
        assertTwinsGo(from, to, ACCENT_TWINS, to.tellsAccentsApart());
    }

    private void assertTwinsGo(TripStorage from, TripStorage to, FsPath twins, boolean toldApart) throws IOException {
        FileSystem here = storages.get(from);
        FileSystem there = storages.get(to);
        FsPath arrived = FsPath.of("/" + twins.name() + "-from-" + from);
        TreeCopy copy = TreeCopy.of(here, twins, there, arrived)
                .ifExists(CopyExisting.REPLACE)
                .onFailure(OnFailure.SKIP);
        if (toldApart) {
            copy.run();
            assertEquals(hashes(here, twins), hashes(there, arrived));
        } else {
            assertThrows(InvalidNameException.class, copy::run);
            assertFalse(there.exists(arrived));
        }
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
