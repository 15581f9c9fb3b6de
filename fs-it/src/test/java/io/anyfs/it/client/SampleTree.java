package io.anyfs.it.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.stream.Stream;

/** Makes a tree with what trips transfers: names in many scripts, empty files and directories, deep ones, many, big ones. */
public final class SampleTree {

    private static final long SEED = 20_240_229;
    private static final String[] ODD_NAMES = {
        "plain.txt",
        "with space",
        "ünïcödé-nfc",
        "u\u0308nico\u0308de-nfd",
        "日本語",
        "עברית",
        "emoji-🚀",
        "-dash",
        ".hidden",
        "~tilde",
        "a+b%20c#d",
        "quote'single",
        "comma,semi;colon",
        "brackets[1]",
        "trailing ",
        " leading"
    };

    private SampleTree() {}

    /**
     * Fills a directory, which is created if it is missing. The same arguments give the same tree.
     *
     * @param files how many small files, in directories of 50
     * @param bigFileBytes the size of one more file, {@code big.bin}
     */
    public static Path create(Path root, int files, long bigFileBytes) throws IOException {
        Random random = new Random(SEED);
        Files.createDirectories(root.resolve("empty directory"));
        Files.createFile(root.resolve("empty.file"));
        Path odd = Files.createDirectories(root.resolve("odd names"));
        for (String name : ODD_NAMES) {
            write(odd.resolve(name), random, random.nextInt(2_000));
        }
        Path deep = Files.createDirectories(root.resolve("a/b/c/d/e/f/g/h/i/j"));
        write(deep.resolve("leaf"), random, 10);
        for (int i = 0; i < files; i++) {
            Path directory = Files.createDirectories(root.resolve("many/" + i / 50));
            write(directory.resolve("file-" + i), random, random.nextInt(20_000));
        }
        write(root.resolve("big.bin"), random, bigFileBytes);
        return root;
    }

    /** Copies the sources of this project, as a real tree of real texts. */
    public static void copySources(Path to) throws IOException {
        Path project = Path.of("..").toRealPath();
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path path = project.relativize(file);
                if (!isBuilt(path)) {
                    Path copy = to.resolve(path);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    Files.setLastModifiedTime(copy, inWholeSeconds(Files.getLastModifiedTime(file)));
                }
            }
        }
    }

    private static boolean isBuilt(Path path) {
        for (Path name : path) {
            if (name.toString().equals("target") || name.toString().equals(".git")) {
                return true;
            }
        }
        return false;
    }

    private static FileTime inWholeSeconds(FileTime time) {
        return FileTime.from(time.toInstant().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Writes a file of random bytes, last modified at a whole second long ago, so that preserved times can be told. */
    public static void write(Path file, Random random, long bytes) throws IOException {
        byte[] chunk = new byte[(int) Math.min(bytes, 1 << 20)];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= chunk.length) {
                random.nextBytes(chunk);
                out.write(chunk, 0, (int) Math.min(left, chunk.length));
            }
        }
        Instant time = Instant.ofEpochSecond(1_000_000_000L + random.nextInt(500_000_000));
        Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
