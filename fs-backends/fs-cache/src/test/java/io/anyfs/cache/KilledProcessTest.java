package io.anyfs.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalBackend;
import io.anyfs.local.LocalOptions;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it fills a cache leaves one that serves right bytes. */
@Tag("usually-once")
class KilledProcessTest {

    private static final int BLOCK = 64 * 1024;
    private static final int FILES = 40;
    private static final int SIZE = 10 * BLOCK + 17;

    @TempDir
    private Path directory;

    private static CachingBackend open(Path directory) throws IOException {
        return new CachingBackend(
                LocalBackend.open(directory.resolve("root"), LocalOptions.DEFAULT),
                CachingOptions.in(directory.resolve("cache"))
                        .withBlockBytes(BLOCK)
                        .withMaxBytes(300L * BLOCK)
                        .withReadAheadBytes(4 * BLOCK));
    }

    /** Reads files until it is killed. */
    static final class Reader {
        private Reader() {}

        public static void main(String[] arguments) throws IOException {
            Random random = new Random(Long.parseLong(arguments[1]));
            try (FileSystem fs = FileSystem.over(open(Path.of(arguments[0])))) {
                while (true) {
                    fs.readBytes("/f" + random.nextInt(FILES));
                }
            }
        }
    }

    @Test
    void killed_while_it_is_filled_a_cache_serves_right_bytes() throws Exception {
        Path root = Files.createDirectory(directory.resolve("root"));
        for (int i = 0; i < FILES; i++) {
            Files.write(root.resolve("f" + i), Content.bytes(SIZE, i));
        }
        int rounds = Boolean.getBoolean("anyfs.thorough") ? 50 : 3;
        for (int round = 0; round < rounds; round++) {
            Random random = new Random(round);
            killAfter(20 + random.nextInt(200), round);
            CachingBackend cache = open(directory);
            try (FileSystem fs = FileSystem.over(cache)) {
                assertTrue(cache.statistics().blocks() > 0);
                for (int i = 0; i < FILES; i++) {
                    assertArrayEquals(Content.bytes(SIZE, i), fs.readBytes("/f" + i), "seed " + round);
                }
                assertEquals(0, cache.statistics().corrupt(), "a block is whole once it has its place");
                assertEquals(0, count("partial"));
            }
        }
    }

    /** Lets a process fill the cache with so many more blocks, and kills it while it writes one. */
    private void killAfter(int blocks, long seed) throws Exception {
        long before = count("blocks");
        long wanted = Math.min(before + blocks, 250);
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        directory.toString(),
                        Long.toString(seed))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            Eventually.holds(
                    () -> !reader.isAlive() || (count("blocks") >= wanted && count("partial") > 0),
                    () -> "the cache was not filled");
            assertTrue(reader.isAlive(), () -> "it ended: " + log());
        } finally {
            reader.destroyForcibly().waitFor();
        }
    }

    private long count(String where) throws IOException {
        AtomicLong files = new AtomicLong();
        Path start = directory.resolve("cache").resolve(where);
        if (Files.exists(start)) {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.incrementAndGet();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        // The other process was faster.
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        }
        return files.get();
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
