package io.anyfs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anyfs.BusyException;
import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.IsDirectoryException;
import io.anyfs.QuotaExceededException;
import io.anyfs.StorageFullException;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LocalFailuresTest {

    private static final FsPath PATH = FsPath.of("/f");

    @TempDir
    Path root;

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("No space left on device", StorageFullException.class),
                Arguments.of("Disk quota exceeded", QuotaExceededException.class),
                Arguments.of("File too large", StorageFullException.class),
                Arguments.of(
                        "Too many levels of symbolic links (NOFOLLOW_LINKS specified)", FileSystemLoopException.class),
                Arguments.of("File name too long", InvalidNameException.class),
                Arguments.of("Is a directory", IsDirectoryException.class),
                Arguments.of("Not a directory", NotDirectoryException.class),
                Arguments.of("Directory not empty", DirectoryNotEmptyException.class),
                Arguments.of("Read-only file system", AccessDeniedException.class),
                Arguments.of("Operation not permitted", AccessDeniedException.class),
                Arguments.of("Device or resource busy", BusyException.class));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void what_the_system_says_is_told_in_the_types_of_the_contract(String text, Class<?> type) {
        IOException thrownByOperation = new FileSystemException("/host/path", null, text);
        assertInstanceOf(type, LocalFailures.of(thrownByOperation, PATH));
        assertSame(thrownByOperation, LocalFailures.of(thrownByOperation, PATH).getCause());
        assertInstanceOf(type, LocalFailures.of(new IOException(text), PATH));
    }

    @Test
    void what_is_not_known_stays_what_it_was() {
        IOException failure = new IOException("Eingabe-/Ausgabefehler");
        assertSame(failure, LocalFailures.of(failure, PATH));
    }

    @Test
    void a_full_device_is_told_as_such() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        try (FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE)) {
            IOException failure = assertThrows(IOException.class, () -> channel.write(ByteBuffer.allocate(100)));
            assertInstanceOf(StorageFullException.class, LocalFailures.of(failure, PATH));
        }
    }

    /** Fills a small file system and tells what happens. */
    static final class Filler {
        @SuppressWarnings("SystemOut") // the test listens
        public static void main(String[] arguments) throws IOException {
            try (FileSystem fs = LocalFileSystem.open(Path.of(arguments[0]))) {
                fs.write("/kept", "kept");
                try {
                    fs.write("/kept", WriteOptions.replace(), out -> {
                        for (int i = 0; i < 100; i++) {
                            out.write(new byte[100_000]);
                        }
                    });
                } catch (StorageFullException full) {
                    System.out.println(ErrorKind.of(full) + " " + full.getMessage());
                }
                try {
                    fs.openWrite("/announced", WriteOptions.createNew().expecting(1L << 30));
                } catch (StorageFullException full) {
                    System.out.println("announced: " + ErrorKind.of(full));
                }
                System.out.println(
                        fs.readString("/kept") + " " + fs.entries("/").size());
            }
        }
    }

    @Test
    void a_file_system_that_fills_up_keeps_the_old_file_and_nothing_else() throws Exception {
        List<String> namespace = List.of("unshare", "-Urm");
        assumeTrue(canRun(namespace), "needs a mount namespace of its own");
        List<String> mounted = List.of(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=1m tmpfs \"$0\" && exec \"$@\"",
                root.toString());
        try (ChildJvm filler = ChildJvm.start(mounted, Map.of(), Filler.class, root.toString())) {
            List<String> lines = filler.outputUntilEnd().lines().toList();
            assertEquals(
                    List.of(
                            "NO_SPACE /kept: write on local: no space left on the device",
                            "announced: NO_SPACE",
                            "kept 1"),
                    lines);
        }
    }

    private static boolean canRun(List<String> before) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(
                            Stream.concat(before.stream(), Stream.of("true")).toList())
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
