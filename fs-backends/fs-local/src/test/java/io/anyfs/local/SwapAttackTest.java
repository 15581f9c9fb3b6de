package io.anyfs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Somebody swaps a directory for a link that leads out of the root, as fast as he can, while all operations run on paths through
 * that directory. Whatever they say: nothing outside is seen, and nothing outside is changed.
 */
class SwapAttackTest {

    private static final int ROUNDS = Boolean.getBoolean("anyfs.thorough") ? 20_000 : 600;
    private static final int VICTIMS = 3;
    private static final String SECRET = "what nobody is to see";
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));

    @TempDir
    Path top;

    private Path root;
    private Path outside;

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectory(top.resolve("root"));
        outside = Files.createDirectory(top.resolve("outside"));
        Path target = Files.createDirectories(root.resolve("play/target"));
        for (String name : List.of("read", "deleted", "moved", "replaced", "changed")) {
            Files.writeString(target.resolve(name), "inside");
            Files.setLastModifiedTime(Files.writeString(outside.resolve(name), SECRET), LONG_AGO);
        }
        Files.createDirectory(outside.resolve("empty"));
        Files.writeString(outside.resolve("only-outside"), SECRET);
        Files.createSymbolicLink(outside.resolve("link"), Path.of(SECRET));
        Files.createSymbolicLink(target.resolve("link"), Path.of("read"));
    }

    @ParameterizedTest
    @CsvSource({"WITHIN, rwxr-xr-x", "WITHIN, rwxrwxrwx", "DENY, rwxrwxrwx"})
    void nothing_outside_is_seen_or_changed(LinkPolicy links, String permissions) throws Exception {
        Files.setPosixFilePermissions(root.resolve("play"), PosixFilePermissions.fromString(permissions));
        Map<String, String> before = facts(outside);
        long seed = System.nanoTime();
        try (FileSystem fs = LocalFileSystem.open(root, LocalOptions.DEFAULT.withLinks(links))) {
            runAgainstSwaps(fs, seed);
        }
        assertEquals(before, facts(outside), () -> "changed outside, seed " + seed);
        try (Stream<Path> all = Files.walk(root)) {
            assertEquals(
                    List.of(),
                    all.filter(path -> path.getFileName().toString().startsWith(".anyfs"))
                            .toList());
        }
    }

    private void runAgainstSwaps(FileSystem fs, long seed) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Progress progress = new Progress();
        ExecutorService threads = Executors.newFixedThreadPool(VICTIMS + 1);
        try {
            Future<?> swaps = threads.submit(() -> {
                swapUntil(done, progress);
                return null;
            });
            List<Future<?>> victims = new ArrayList<>();
            for (int victim = 0; victim < VICTIMS; victim++) {
                Random random = new Random(seed + victim);
                String own = "victim" + victim;
                victims.add(threads.submit(() -> {
                    operate(fs, random, own, progress);
                    return null;
                }));
            }
            for (Future<?> victim : victims) {
                victim.get();
            }
            done.set(true);
            swaps.get();
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    /** What has happened so far: too little says nothing, however little time a busy machine gives to one of the sides. */
    private static final class Progress {
        private final AtomicInteger swaps = new AtomicInteger();
        private final AtomicInteger successes = new AtomicInteger();

        boolean isEnough() {
            return swaps.get() > 10 && successes.get() > 10;
        }
    }

    private void swapUntil(AtomicBoolean done, Progress progress) throws IOException {
        Path target = root.resolve("play/target");
        Path aside = root.resolve("play/aside");
        while (!done.get()) {
            Files.move(target, aside);
            Files.createSymbolicLink(target, outside);
            int swaps = progress.swaps.incrementAndGet();
            Files.delete(target);
            Files.move(aside, target);
            if (swaps % 3 == 0) {
                // Else nothing comes through where there are processors for all.
                LockSupport.parkNanos(100_000);
            }
        }
    }

    private static void operate(FileSystem fs, Random random, String own, Progress progress) throws Exception {
        for (int round = 0; round < ROUNDS || !progress.isEnough(); round++) {
            assertFalse(Thread.currentThread().isInterrupted(), "too little came through to say anything");
            try {
                operateOnce(fs, random, own);
                progress.successes.incrementAndGet();
            } catch (FileSystemException refused) {
                // Whatever the reason is: what counts is what did not happen.
                assertFalse(refused.toString().contains(SECRET), refused.toString());
            }
        }
    }

    private static void operateOnce(FileSystem fs, Random random, String own) throws IOException {
        FsPath directory = FsPath.of("/play/target");
        switch (random.nextInt(14)) {
            case 0 -> assertNotEquals(SECRET, fs.readString("/play/target/read"));
            case 1 ->
                assertNotEquals(SECRET.length(), fs.stat("/play/target/read").size());
            case 2 ->
                assertTrue(fs.entries(directory).stream()
                        .map(FileInfo::name)
                        .noneMatch(name -> name.equals("only-outside") || name.equals("empty")));
            case 3 -> fs.write("/play/target/replaced", own);
            case 4 -> fs.write("/play/target/" + own, WriteOptions.createNew(), out -> out.write(utf8(own)));
            case 5 -> fs.write("/play/target/changed", WriteOptions.update().inPlace(), out -> out.write(utf8(own)));
            case 6 -> fs.delete("/play/target/" + (random.nextBoolean() ? own : "deleted"));
            case 7 -> fs.createDirectory("/play/target/dir-" + own);
            case 8 -> fs.delete("/play/target/" + (random.nextBoolean() ? "dir-" + own : "empty"));
            case 9 -> fs.move(FsPath.of("/play/target/moved"), FsPath.of("/play/target/" + own), IfExists.REPLACE);
            case 10 -> fs.copy(FsPath.of("/play/target/read"), FsPath.of("/play/copy-" + own), IfExists.REPLACE);
            case 11 ->
                fs.setAttributes(
                        FsPath.of("/play/target/changed"),
                        AttributeChanges.mode(0640).withLastModified(Instant.EPOCH));
            case 12 -> fs.createSymbolicLink(FsPath.of("/play/target/link-" + own), "read");
            default -> assertNotEquals(SECRET, fs.readLink(FsPath.of("/play/target/link")));
        }
        if (random.nextInt(10) == 0 && fs.exists("/play/copy-" + own)) {
            assertNotEquals(SECRET, fs.readString("/play/copy-" + own));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> facts(Path directory) throws IOException {
        Map<String, String> facts = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(directory)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Map<String, Object> attributes = Files.readAttributes(
                        entry, "unix:mode,ino,nlink,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
                String content = Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS) ? Files.readString(entry) : "";
                facts.put(directory.relativize(entry).toString(), new TreeMap<>(attributes) + content);
            }
        }
        return facts;
    }
}
