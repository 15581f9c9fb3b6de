package io.anyfs.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceDumpTest {

    @TempDir
    Path directory;

    private Path file;
    private ResourceNode storage;

    @BeforeEach
    void openStorage() {
        file = directory.resolve("dump.tsv");
        storage = ResourceNode.root(ResourceKind.FILE_SYSTEM, "test-storage", () -> {});
    }

    @AfterEach
    void closeStorage() throws IOException {
        storage.close();
        LeakDetection.use(LeakDetection.SAMPLED);
    }

    @Test
    void what_is_open_is_read_back_as_it_was_with_owners_before_what_they_own() throws IOException {
        LeakDetection.use(LeakDetection.FULL);
        ResourceNode session = storage.open(ResourceKind.SESSION, "127.0.0.1:4711", () -> {});
        ResourceNode write = session.open(ResourceKind.WRITE, "/upload.bin", () -> {});
        OpenResource expected = write.describe();

        long written = DumpWriter.write(storage, file);
        ResourceDump dump = ResourceDump.read(file);

        assertEquals(2, written);
        assertEquals(List.of(ResourceKind.SESSION, ResourceKind.WRITE), kinds(dump));
        DumpedResource read = dump.resources().get(1);
        assertEquals(expected.id(), read.id());
        assertEquals(expected.parentId(), read.parentId());
        assertEquals("/upload.bin", read.label());
        assertEquals("127.0.0.1:4711", read.owner());
        assertEquals(Thread.currentThread().getName(), read.thread());
        assertTrue(read.age().compareTo(expected.age().minusMillis(1)) >= 0, "age " + read.age());
        assertTrue(read.place().contains("ResourceDumpTest.what_is_open_is_read_back"), read.stack()::toString);
        assertEquals(ProcessHandle.current().pid(), dump.header().pid());
        assertEquals("full", dump.header().level());
        assertEquals(1, dump.header().open().get(ResourceKind.WRITE));
        assertEquals(2, dump.header().total());
    }

    @Test
    void what_hangs_in_its_close_is_told_as_such() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ResourceNode write = storage.open(ResourceKind.WRITE, "/stuck", () -> {
            closing.countDown();
            try {
                goOn.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
        });
        storage.open(ResourceKind.WRITE, "/open", () -> {});
        Thread client = new Thread(() -> {
            try {
                write.close();
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
        client.start();
        closing.await();

        DumpWriter.write(storage, file);
        goOn.countDown();
        client.join();

        List<DumpedResource> resources = ResourceDump.read(file).resources();
        assertEquals(
                List.of("/stuck true", "/open false"),
                resources.stream()
                        .map(resource -> resource.label() + " " + resource.closing())
                        .toList());
    }

    @Test
    void the_dump_of_the_process_holds_what_is_open_anywhere() throws IOException {
        storage.open(ResourceKind.READ, "/only-in-this-test", () -> {});

        ResourceDump.write(file);

        Set<String> labels = ResourceDump.read(file).resources().stream()
                .map(DumpedResource::label)
                .collect(Collectors.toSet());
        assertTrue(labels.containsAll(Set.of("test-storage", "/only-in-this-test")), labels::toString);
    }

    @Test
    void the_head_of_the_file_tells_the_totals_and_every_line_has_the_columns_that_it_names() throws IOException {
        storage.open(ResourceKind.READ, "/a", () -> {});
        storage.open(ResourceKind.READ, "/b", () -> {});

        DumpWriter.write(storage, file);

        List<String> lines = Files.readAllLines(file);
        assertEquals("#anyfs-resource-dump\t1", lines.get(0));
        assertTrue(lines.stream().anyMatch(line -> line.strip().equals("#open\tREAD\t2")), lines::toString);
        int columns = lines.indexOf(DumpWriter.COLUMNS);
        assertEquals(10, lines.get(columns).split("\t", -1).length);
        assertEquals(10, lines.get(columns + 1).split("\t", -1).length);
        assertEquals("#end\t2", lines.get(lines.size() - 1));
    }

    @Test
    void labels_with_any_character_are_read_back_and_never_break_a_line() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> labels = new ArrayList<>(List.of(
                "/tab\there",
                "/line\nfeed",
                "/back\\slash\\n",
                "/esc\u001b[31m",
                "/bidi\u202e",
                "/\ud83d\ude00",
                "/half\ud83d",
                "",
                "#end\t1"));
        for (int i = 0; i < 500; i++) {
            labels.add(random.ints(random.nextInt(20), 0, 0x10000)
                    .mapToObj(unit -> String.valueOf((char) unit))
                    .collect(Collectors.joining()));
        }
        labels.forEach(label -> storage.open(ResourceKind.READ, label, () -> {}));

        DumpWriter.write(storage, file);

        assertEquals(
                labels,
                ResourceDump.read(file).resources().stream()
                        .map(DumpedResource::label)
                        .toList(),
                "seed " + seed);
        String text = Files.readString(file);
        assertFalse(text.chars().anyMatch(c -> c == 0x1b || c == 0x202e || c == '\r'), "seed " + seed);
    }

    @Test
    void a_label_that_is_endless_is_cut() throws IOException {
        storage.open(ResourceKind.READ, "x".repeat(100_000), () -> {});

        DumpWriter.write(storage, file);

        String label = ResourceDump.read(file).resources().get(0).label();
        assertEquals("x".repeat(DumpText.MAX_FIELD) + "\u2026", label);
    }

    @Test
    void only_its_owner_can_read_the_file_and_nothing_else_is_left() throws IOException {
        DumpWriter.write(storage, file);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void a_dump_that_cannot_be_published_leaves_nothing() throws IOException {
        Files.createDirectories(file.resolve("in-the-way"));

        assertThrows(IOException.class, () -> DumpWriter.write(storage, file));

        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void what_is_open_throughout_is_in_the_dump_once_while_others_open_and_close() throws Exception {
        Set<Long> throughout = new TreeSet<>();
        List<ResourceNode> sessions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ResourceNode session = storage.open(ResourceKind.SESSION, "client " + i, () -> {});
            sessions.add(session);
            throughout.add(session.describe().id());
            for (int j = 0; j < 1000; j++) {
                throughout.add(session.open(ResourceKind.READ, "/stays", () -> {})
                        .describe()
                        .id());
            }
        }
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch busy = new CountDownLatch(2);
        List<Thread> others = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            int first = t;
            others.add(new Thread(() -> {
                for (int i = first; !stop.get(); i++) {
                    List<ResourceNode> few = new ArrayList<>();
                    for (int j = 0; j < 50; j++) {
                        few.add(sessions.get((i + j) % 20).open(ResourceKind.WRITE, "/comes-and-goes", () -> {}));
                    }
                    few.forEach(ResourceNode::release);
                    busy.countDown();
                }
            }));
        }
        others.forEach(Thread::start);
        busy.await();
        try {
            for (int round = 0; round < 2; round++) {
                DumpWriter.write(storage, file);
                List<Long> met = ResourceDump.read(file).resources().stream()
                        .filter(resource -> resource.kind() != ResourceKind.WRITE)
                        .map(DumpedResource::id)
                        .toList();
                assertEquals(throughout.size(), met.size());
                assertEquals(throughout, new TreeSet<>(met));
            }
        } finally {
            stop.set(true);
            for (Thread other : others) {
                other.join();
            }
        }
        assertEquals(throughout.size(), storage.openBelow().size());
    }

    @Test
    @Tag("usually-once")
    void a_million_resources_are_dumped_in_little_memory() throws IOException {
        LeakDetection.use(LeakDetection.OFF);
        for (int i = 0; i < 1_000_000; i++) {
            storage.open(ResourceKind.READ, "/same", () -> {});
        }
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        try (TreeWalk walk = new TreeWalk(storage)) {
            long before = threads.getCurrentThreadAllocatedBytes();
            long met = 0;
            while (walk.next() != null) {
                met++;
            }
            assertEquals(1_000_000, met);
            // References in lists of 256, which become garbage as the walk goes on: no list of all.
            assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 200_000_000);
        }
        assertEquals(1_000_000, DumpWriter.write(storage, file));
        try (Stream<String> lines = Files.lines(file)) {
            assertEquals(1_000_000, lines.filter(line -> !line.startsWith("#")).count());
        }
    }

    @Test
    void a_dump_that_was_cut_off_anywhere_is_refused_with_the_line() throws IOException {
        LeakDetection.use(LeakDetection.OFF);
        for (int i = 0; i < 3; i++) {
            storage.open(ResourceKind.READ, "/file " + i, () -> {});
        }
        DumpWriter.write(storage, file);
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            CorruptDumpException failure =
                    assertThrows(CorruptDumpException.class, () -> ResourceDump.read(file), "length " + length);
            assertEquals(newLines(whole, length) + 1, failure.line(), "length " + length);
        }
    }

    @Test
    void a_damaged_dump_gives_a_typed_failure_or_none_but_never_another() throws IOException {
        for (int i = 0; i < 20; i++) {
            storage.open(ResourceKind.READ, "/file\n" + i, () -> {});
        }
        DumpWriter.write(storage, file);
        byte[] whole = Files.readAllBytes(file);
        long seed = new Random().nextLong();
        Random random = new Random(seed);

        int refused = 0;
        for (int round = 0; round < 1000; round++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            Files.write(file, damaged);
            try {
                OwnershipGraph.of(ResourceDump.read(file)).svg();
            } catch (CorruptDumpException told) {
                assertTrue(told.getMessage().contains("line "), told.getMessage());
                refused++;
            } catch (RuntimeException failure) {
                throw new AssertionError("seed " + seed + ", round " + round, failure);
            }
        }
        assertTrue(refused > 100, "refused " + refused + " of 1000, seed " + seed);
    }

    @Test
    void another_file_is_refused_as_such() throws IOException {
        Files.writeString(file, "id,name\n1,x\n");

        CorruptDumpException failure = assertThrows(CorruptDumpException.class, () -> ResourceDump.read(file));

        assertEquals(
                file + ": line 1: this is no dump of resources: it does not begin with #anyfs-resource-dump",
                failure.getMessage());
    }

    @Test
    void a_newer_format_is_refused_with_both_versions() throws IOException {
        Files.writeString(file, "#anyfs-resource-dump\t2\n");

        CorruptDumpException failure = assertThrows(CorruptDumpException.class, () -> ResourceDump.read(file));

        assertTrue(failure.getMessage().contains("format version 2, this program reads version 1"));
    }

    @Test
    void header_lines_and_kinds_of_a_later_release_are_no_error() throws IOException {
        storage.open(ResourceKind.READ, "/a", () -> {});
        DumpWriter.write(storage, file);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("#pid\t", "#colour\tblue\n#pid\t")
                        .replace("\tREAD\t/a", "\tTELEPORT\t/a"));

        assertEquals(List.of(ResourceKind.OTHER), kinds(ResourceDump.read(file)));
    }

    private static List<ResourceKind> kinds(ResourceDump dump) {
        return dump.resources().stream().map(DumpedResource::kind).toList();
    }

    private static long newLines(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
                .chars()
                .filter(c -> c == '\n')
                .count();
    }
}
