package io.anyfs.it.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.it.client.Storage;
import io.anyfs.it.client.TreeHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Uploads that are cut anywhere and anyhow publish nothing and leave nothing open. A round that failed is repeated by
 * {@code -Danyfs.crash.seed=<its seed>}.
 */
abstract class CrashMatrix {

    private static final int ROUNDS = Boolean.getBoolean("anyfs.thorough") ? 500 : 100;
    private static final byte[] OLD = {'o', 'l', 'd'};

    @TempDir
    Path directory;

    /** A server of the protocol. */
    interface Serving extends AutoCloseable {
        int port();

        /** Clients that it knows of, logged in or not. */
        int clients();

        @Override
        void close() throws IOException;
    }

    abstract Serving serve(FileSystem files) throws IOException;

    /** A client that has logged in. */
    abstract Upload connect(int port, CuttableSockets sockets) throws IOException;

    abstract Round round(long seed);

    /** Whether an upload of which all was sent may be published, because the server knows that this was all. */
    abstract boolean mayBeWhole(Round round);

    @ParameterizedTest
    @EnumSource(Storage.class)
    void a_cut_upload_publishes_nothing_and_leaves_nothing_open(Storage storage) throws IOException {
        Path served = Files.createDirectories(directory.resolve("served"));
        Long repeated = Long.getLong("anyfs.crash.seed");
        Random seeds = new Random();
        try (FileSystem files = storage.open(served);
                Serving server = serve(files)) {
            files.write("/old", OLD);
            for (int i = 0; i < (repeated == null ? ROUNDS : 1); i++) {
                Round round = round(repeated == null ? seeds.nextLong() : repeated);
                cut(round, server);
                requireNothingOpen(round, server, files);
                requireNothingPublished(round, files);
            }
            if (storage == Storage.LOCAL) {
                requireNoLeftovers(served);
            }
        }
    }

    private void cut(Round round, Serving server) throws IOException {
        CuttableSockets sockets = new CuttableSockets();
        try (Upload upload = connect(server.port(), sockets)) {
            upload.begin(round);
            if (round.midway()) {
                sockets.cutAfter(round.sent(), round.ending());
            }
            try {
                upload.send(round.bytes(), round.sent());
            } catch (IOException cutMidway) {
                if (!round.midway()) {
                    throw new IOException(round.toString(), cutMidway);
                }
            }
            sockets.cut(round.ending());
            if (round.ending() == Ending.YOUNGEST_RESET) {
                // The session goes on, and would be there for as long as the client is.
                sockets.cut(Ending.OLDEST_CLOSED);
            }
        }
        sockets.close();
    }

    /** A second in which this process runs: what time it spends waiting for a processor does not count. */
    private static void requireNothingOpen(Round round, Serving server, FileSystem files) {
        for (int waited = 0; waited < 1000; waited++) {
            if (server.clients() == 0 && files.openResources().isEmpty()) {
                return;
            }
            LockSupport.parkNanos(1_000_000);
        }
        fail(round + ": " + server.clients() + " clients, open: " + files.openResources());
    }

    private void requireNothingPublished(Round round, FileSystem files) throws IOException {
        if (round.sendsAll() && mayBeWhole(round) && isWhole(round, files)) {
            files.deleteIfExists(FsPath.of(round.target()));
            files.write("/old", OLD);
        }
        SortedMap<String, String> tree = TreeHashes.of(files, "/");
        assertEquals(List.of("old"), List.copyOf(tree.keySet()), round::toString);
        assertArrayEquals(OLD, files.readBytes("/old"), round::toString);
    }

    private static boolean isWhole(Round round, FileSystem files) throws IOException {
        return files.exists(round.target()) && Arrays.equals(round.bytes(), files.readBytes(round.target()));
    }

    /** Also none that the filesystem does not list. */
    private static void requireNoLeftovers(Path served) throws IOException {
        try (Stream<Path> entries = Files.list(served)) {
            List<String> files = entries.filter(Files::isRegularFile)
                    .map(entry -> entry.getFileName().toString())
                    .toList();
            assertEquals(List.of("old"), files);
        }
    }
}
