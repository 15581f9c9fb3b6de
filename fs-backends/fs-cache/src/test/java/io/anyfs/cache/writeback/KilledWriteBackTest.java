package io.anyfs.cache.writeback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.cache.writeback.WriteBackOptions.Acknowledge;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes and uploads loses no file that was acknowledged. */
@Tag("usually-once")
class KilledWriteBackTest {

    private static final int NAMES = 12;
    private static final int SIZE = 70_000;

    @TempDir
    private Path directory;

    private static WriteBackBackend open(Path directory) throws IOException {
        return new WriteBackBackend(
                LocalBackend.open(directory.resolve("root"), LocalOptions.DEFAULT),
                WriteBackOptions.in(directory.resolve("staging")).withAcknowledge(Acknowledge.STAGED));
    }

    private static byte[] content(long seed) {
        return Content.bytes((int) (seed % SIZE), seed);
    }

    /** Writes files until it is killed, and after each commit notes which version was acknowledged. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            Random random = new Random(Long.parseLong(arguments[1]));
            try (FileSystem fs = FileSystem.over(open(directory))) {
                for (long seed = Long.parseLong(arguments[1]); ; seed++) {
                    int name = random.nextInt(NAMES);
                    note(directory.resolve("begun"), name, seed);
                    fs.write("/f" + name, content(seed));
                    note(directory.resolve("acknowledged"), name, seed);
                }
            }
        }

        private static void note(Path file, int name, long seed) throws IOException {
            Files.writeString(file, name + " " + seed + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    @Test
    void what_was_acknowledged_is_stored_after_a_kill() throws Exception {
        Files.createDirectory(directory.resolve("root"));
        int rounds = Boolean.getBoolean("anyfs.thorough") ? 30 : 4;
        for (int round = 0; round < rounds; round++) {
            killAfter(10 + new Random(round).nextInt(60), 1_000_000L * (round + 1));
            WriteBackBackend backend = open(directory);
            try (FileSystem fs = FileSystem.over(backend)) {
                expectAcknowledged(fs);
                backend.flush();
                assertEquals(List.of(), backend.pending());
                expectAcknowledged(fs);
            }
            try (FileSystem storage =
                    FileSystem.over(LocalBackend.open(directory.resolve("root"), LocalOptions.DEFAULT))) {
                expectAcknowledged(storage);
            }
            assertEquals(0, count(".bytes") + count(".record") + count(".new") + count(".damaged"));
        }
    }

    /** Each file is the version that was acknowledged last, or the one that was begun after it. */
    private void expectAcknowledged(FileSystem fs) throws IOException {
        Map<Integer, Long> begun = notes("begun");
        for (Map.Entry<Integer, Long> each : notes("acknowledged").entrySet()) {
            byte[] found = fs.readBytes("/f" + each.getKey());
            byte[] later = content(begun.get(each.getKey()));
            if (!Arrays.equals(later, found)) {
                assertArrayEquals(content(each.getValue()), found, () -> "file " + each.getKey());
            }
        }
    }

    private Map<Integer, Long> notes(String file) throws IOException {
        Map<Integer, Long> last = new HashMap<>();
        for (String line : Files.readAllLines(directory.resolve(file))) {
            String[] words = line.split(" ", -1);
            last.put(Integer.valueOf(words[0]), Long.valueOf(words[1]));
        }
        return last;
    }

    private void killAfter(int files, long seed) throws Exception {
        long wanted = lines() + files;
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString(),
                        Long.toString(seed))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            Eventually.holds(() -> !writer.isAlive() || lines() >= wanted, () -> "too few files: " + log());
            assertTrue(writer.isAlive(), () -> "it ended: " + log());
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    private long lines() throws IOException {
        Path notes = directory.resolve("acknowledged");
        return Files.exists(notes) ? Files.readAllLines(notes).size() : 0;
    }

    private long count(String ending) {
        try (Stream<Path> all = Files.list(directory.resolve("staging"))) {
            return all.filter(file -> file.toString().endsWith(ending)).count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
