package io.anyfs.overlay.union;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.BusyException;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.ReadHandle;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.overlay.union.UnionChange.Kind;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ReadOnlyBackend;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes that are committed are the changes made directly, and changes that are rolled back were never made. */
class UnionTransactionTest {

    private static final MemoryOptions FIXED_TIME =
            MemoryOptions.DEFAULT.withClock(() -> Instant.parse("2020-01-01T00:00:00Z"));

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("anyfs.thorough") ? 3000 : 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_commit_makes_of_the_lower_layer_what_the_changes_made_directly_do(long seed) throws IOException {
        RandomChanges random = new RandomChanges(seed);
        List<RandomChanges.Change> before = random.some(20);
        List<RandomChanges.Change> first = random.some(25);
        List<RandomChanges.Change> second = random.some(15);
        Backend lower = new MemoryBackend(FIXED_TIME);
        UnionBackend union = Unions.of(new MemoryBackend(FIXED_TIME), lower);
        try (FileSystem direct = FileSystem.over(new WithoutMovingDirectories(new MemoryBackend(FIXED_TIME)));
                FileSystem below = FileSystem.over(new WithoutMovingDirectories(Unions.lent(lower)));
                FileSystem fs = FileSystem.over(union)) {
            RandomChanges.make(before, direct);
            RandomChanges.make(before, below);
            for (List<RandomChanges.Change> changes : List.of(first, second)) {
                assertEquals(RandomChanges.make(changes, direct), RandomChanges.make(changes, fs));
                assertEquals(Snapshot.of(direct), Snapshot.of(fs), "the view before the commit");
                union.commit();
                assertEquals(Snapshot.of(direct), Snapshot.of(fs), "the view after the commit");
                assertEquals(Snapshot.of(direct), Snapshot.of(below), "the lower layer");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_rollback_leaves_the_lower_layer_as_it_was_to_the_last_fact(long seed) throws IOException {
        RandomChanges random = new RandomChanges(seed);
        Backend lower = new MemoryBackend(MemoryOptions.DEFAULT);
        MemoryBackend upper = new MemoryBackend(MemoryOptions.DEFAULT);
        UnionBackend union = Unions.of(upper, lower);
        try (FileSystem below = FileSystem.over(Unions.lent(lower));
                FileSystem above = FileSystem.over(Unions.lent(upper));
                FileSystem fs = FileSystem.over(union)) {
            RandomChanges.make(random.some(20), below);
            Snapshot bytes = Snapshot.of(below);
            Map<FsPath, FileInfo> facts = facts(below);
            for (RandomChanges.Change change : random.some(30)) {
                RandomChanges.make(List.of(change), fs);
                assertEquals(facts, facts(below));
            }
            union.rollback();
            assertEquals(bytes, Snapshot.of(below));
            assertEquals(facts, facts(below));
            assertEquals(bytes, Snapshot.of(fs));
            assertEquals(List.of(), above.entries("/"));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_diff_is_empty_only_when_nothing_is_different(long seed) throws IOException {
        RandomChanges random = new RandomChanges(seed);
        Backend lower = new MemoryBackend(FIXED_TIME);
        UnionBackend union = Unions.of(new MemoryBackend(FIXED_TIME), lower);
        try (FileSystem below = FileSystem.over(Unions.lent(lower));
                FileSystem fs = FileSystem.over(union)) {
            RandomChanges.make(random.some(20), below);
            RandomChanges.make(random.some(random(seed)), fs);
            boolean same = Snapshot.of(below).equals(Snapshot.of(fs));
            assertEquals(same, diff(union).isEmpty(), () -> "what is told: " + diffOrFail(union));
            union.commit();
            assertEquals(Map.of(), diff(union));
        }
    }

    private static int random(long seed) {
        return (int) (seed % 4);
    }

    @Test
    void every_kind_of_change_is_told_once() throws IOException {
        Backend lower = new MemoryBackend(MemoryOptions.DEFAULT);
        UnionBackend union = Unions.of(new MemoryBackend(MemoryOptions.DEFAULT), lower);
        try (FileSystem below = FileSystem.over(Unions.lent(lower));
                FileSystem fs = FileSystem.over(union)) {
            below.createDirectories("/gone/deep");
            below.createDirectories("/again/old");
            below.write("/again/kept", "1");
            below.createDirectory("/dir-to-file");
            below.write("/file-to-dir", "1");
            below.write("/changed", "1");
            below.write("/touched", "1");
            below.write("/deleted", "1");
            below.createDirectory("/d");
            below.write("/d/same", "1");
            TreeDelete.delete(fs, FsPath.of("/gone"));
            TreeDelete.delete(fs, FsPath.of("/again"));
            fs.createDirectory("/again");
            fs.write("/again/kept", "22");
            fs.delete("/dir-to-file");
            fs.write("/dir-to-file", "1");
            fs.delete("/file-to-dir");
            fs.createDirectory("/file-to-dir");
            fs.write("/file-to-dir/x", "1");
            fs.write("/changed", "2");
            fs.setAttributes(FsPath.of("/touched"), AttributeChanges.mode(0600));
            fs.delete("/deleted");
            fs.setAttributes(FsPath.of("/d/same"), AttributeChanges.mode(0600));
            fs.setAttributes(FsPath.of("/d/same"), AttributeChanges.mode(0644));
            fs.write("/d/new", "1");
            fs.write("/passing", "1");
            fs.delete("/passing");
            assertEquals(
                    new TreeMap<>(Map.ofEntries(
                            Map.entry("/gone", Kind.DELETED),
                            Map.entry("/again/old", Kind.DELETED),
                            Map.entry("/again/kept", Kind.CHANGED),
                            Map.entry("/dir-to-file", Kind.TYPE),
                            Map.entry("/file-to-dir", Kind.TYPE),
                            Map.entry("/file-to-dir/x", Kind.ADDED),
                            Map.entry("/changed", Kind.CHANGED),
                            Map.entry("/touched", Kind.ATTRIBUTES),
                            Map.entry("/deleted", Kind.DELETED),
                            Map.entry("/d/new", Kind.ADDED))),
                    diff(union));
        }
    }

    @Test
    void a_commit_into_the_middle_of_a_stack_leaves_the_lowest_layer_alone() throws IOException {
        Backend middle = new MemoryBackend(MemoryOptions.DEFAULT);
        Backend lowest = new MemoryBackend(MemoryOptions.DEFAULT);
        UnionBackend union = new UnionBackend(List.of(
                UnionLayer.writable("top", new MemoryBackend(MemoryOptions.DEFAULT)),
                UnionLayer.readOnly("middle", middle),
                UnionLayer.readOnly("lowest", lowest)));
        try (FileSystem below = FileSystem.over(Unions.lent(lowest));
                FileSystem fs = FileSystem.over(union)) {
            below.createDirectories("/d/e");
            below.write("/d/f", "1");
            below.write("/d/e/g", "1");
            Snapshot before = Snapshot.of(below);
            fs.write("/d/f", "changed");
            TreeDelete.delete(fs, FsPath.of("/d/e"));
            union.commit();
            fs.createDirectory("/d/e");
            fs.write("/d/e/new", "1");
            Snapshot view = Snapshot.of(fs);
            union.commit();
            assertEquals(view, Snapshot.of(fs));
            assertEquals(before, Snapshot.of(below));
            assertFalse(fs.exists("/d/e/g"));
            assertEquals("changed", fs.readString("/d/f"));
        }
    }

    @Test
    void nothing_is_committed_or_rolled_back_while_something_is_open() throws IOException {
        UnionBackend union =
                Unions.of(new MemoryBackend(MemoryOptions.DEFAULT), new MemoryBackend(MemoryOptions.DEFAULT));
        try (FileSystem fs = FileSystem.over(union)) {
            fs.write("/f", "1");
            fs.write("/g", "1");
            try (ReadHandle in = fs.openRead("/f")) {
                assertThrows(BusyException.class, union::commit);
                assertTrue(in.isOpen());
            }
            try (WriteHandle out = fs.openWrite("/f", WriteOptions.append())) {
                assertThrows(BusyException.class, union::rollback);
                out.commit();
            }
            try (WriteHandle out = fs.openWrite("/f", WriteOptions.createNew().inPlace())) {
                throw new AssertionError("opened " + out.path());
            } catch (java.nio.file.FileAlreadyExistsException refused) {
                assertEquals("1", fs.readString("/f"));
            }
            try (DirectoryListing listing = fs.list("/")) {
                listing.next();
                assertThrows(BusyException.class, union::commit);
            }
            try (WriteHandle out = fs.openWrite("/new", WriteOptions.createNew())) {
                fs.write("/new", "first");
                assertThrows(java.nio.file.FileAlreadyExistsException.class, out::commit);
            }
            union.commit();
            assertEquals("1", fs.readString("/f"));
            assertEquals(Map.of(), diff(union));
        }
    }

    @Test
    void a_lower_layer_that_cannot_be_written_takes_no_commit() throws IOException {
        MemoryBackend lower = new MemoryBackend(MemoryOptions.DEFAULT);
        UnionBackend union = Unions.of(new MemoryBackend(MemoryOptions.DEFAULT), new ReadOnlyBackend(lower));
        try (FileSystem fs = FileSystem.over(union)) {
            fs.write("/f", "1");
            assertThrows(UnsupportedCapabilityException.class, union::commit);
            assertEquals("1", fs.readString("/f"));
            assertEquals(Map.of("/f", Kind.ADDED), diff(union));
        }
    }

    private static Map<String, Kind> diff(UnionBackend union) throws IOException {
        Map<String, Kind> told = new TreeMap<>();
        union.diff(change -> {
            if (told.put(change.path().toString(), change.kind()) != null) {
                throw new AssertionError("told twice: " + change);
            }
        });
        return told;
    }

    private static String diffOrFail(UnionBackend union) {
        try {
            return diff(union).toString();
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private static Map<FsPath, FileInfo> facts(FileSystem fs) throws IOException {
        Map<FsPath, FileInfo> facts = new TreeMap<>();
        List<FsPath> directories = new ArrayList<>(List.of(FsPath.ROOT));
        while (!directories.isEmpty()) {
            for (FileInfo entry : fs.entries(directories.remove(0))) {
                facts.put(entry.path(), entry);
                if (entry.isDirectory()) {
                    directories.add(entry.path());
                }
            }
        }
        return facts;
    }

    /** A storage that refuses what a union refuses. */
    private static final class WithoutMovingDirectories extends ForwardingBackend {
        WithoutMovingDirectories(Backend delegate) {
            super(delegate);
        }

        @Override
        public Capabilities capabilities(FsPath path) {
            return super.capabilities(path).without(Capability.MOVE_DIRECTORY, Capability.COPY);
        }
    }
}
