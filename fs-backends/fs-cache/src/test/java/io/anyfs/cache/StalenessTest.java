package io.anyfs.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileChangedException;
import io.anyfs.FileSystem;
import io.anyfs.ReadHandle;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written through a cache and past it: a reader gets one version whole, and one that was there at the open. */
class StalenessTest {

    private static final int BLOCK = 4096;
    private static final int FILES = 3;

    @TempDir
    private Path directory;

    private CachingBackend cached(Backend storage) throws IOException {
        return new CachingBackend(
                storage,
                CachingOptions.in(directory)
                        .withBlockBytes(BLOCK)
                        .withMaxBytes(20 * 2 * BLOCK)
                        .withReadAheadBytes(2 * BLOCK));
    }

    /** An open read of a file, with what has to come out of it. */
    private record Reading(ReadHandle handle, ByteBuffer expected) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void a_reader_gets_the_bytes_that_were_there_at_its_open(long seed) throws IOException {
        Random random = new Random(seed);
        MemoryBackend memory = new MemoryBackend(MemoryOptions.DEFAULT);
        byte[][] current = new byte[FILES][];
        List<Reading> readings = new ArrayList<>();
        try (FileSystem foreign = FileSystem.over(memory);
                FileSystem fs = FileSystem.over(cached(memory))) {
            for (int step = 0; step < 400; step++) {
                int file = random.nextInt(FILES);
                switch (current[file] == null ? 0 : random.nextInt(6)) {
                    case 0, 1 -> {
                        // Few sizes, so that only the bytes differ.
                        current[file] = Content.bytes((1 + random.nextInt(2)) * 3 * BLOCK + 5, random.nextInt());
                        (random.nextBoolean() ? fs : foreign).write("/f" + file, current[file]);
                    }
                    case 2 -> {
                        (random.nextBoolean() ? fs : foreign).delete("/f" + file);
                        current[file] = null;
                    }
                    default -> readings.add(new Reading(fs.openRead("/f" + file), ByteBuffer.wrap(current[file])));
                }
                for (Reading reading : readings) {
                    readSomewhere(reading, random);
                }
                if (readings.size() > 4) {
                    readings.remove(random.nextInt(readings.size())).handle().close();
                }
            }
        }
    }

    private static void readSomewhere(Reading reading, Random random) throws IOException {
        int position = random.nextInt(reading.expected().capacity());
        byte[] bytes = new byte
                [Math.min(1 + random.nextInt(2 * BLOCK), reading.expected().capacity() - position)];
        try {
            reading.handle().readFully(ByteBuffer.wrap(bytes), position);
        } catch (FileChangedException changed) {
            return;
        }
        assertEquals(
                reading.expected().slice(position, bytes.length), ByteBuffer.wrap(bytes), "bytes of another version");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readers_and_writers_at_once_never_mix_versions(boolean versionless) throws Exception {
        MemoryBackend memory = new MemoryBackend(MemoryOptions.DEFAULT);
        AtomicInteger written = new AtomicInteger();
        AtomicInteger read = new AtomicInteger();
        try (FileSystem foreign = FileSystem.over(memory);
                FileSystem fs = FileSystem.over(cached(versionless ? new Versionless(memory) : memory))) {
            fs.write("/f", Content.sealed(6 * BLOCK, 0));
            Race.assertAllSucceeded(Race.run(6, number -> {
                for (int round = 0; round < 60; round++) {
                    if (number < 2) {
                        // What others write past a storage without versions cannot be noticed within a second.
                        FileSystem by = number == 0 || versionless ? fs : foreign;
                        by.write("/f", Content.sealed(6 * BLOCK, written.incrementAndGet()));
                    } else {
                        try {
                            assertTrue(Content.isWhole(fs.readBytes("/f")), "a mix of versions");
                            read.incrementAndGet();
                        } catch (FileChangedException changed) {
                            // The other thing that may happen.
                        }
                    }
                }
                return null;
            }));
        }
        assertTrue(read.get() > 0);
    }
}
