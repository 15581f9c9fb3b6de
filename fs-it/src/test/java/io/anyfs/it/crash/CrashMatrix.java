package io.anyfs.it.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.it.client.Storage;
import io.anyfs.it.client.TreeHashes;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
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
    private static final int CLOSED_SERVERS = ROUNDS / 10;
    private static final byte[] OLD = {'o', 'l', 'd'};

    @TempDir
    Path directory;

    /** A server of the protocol. */
    interface Serving extends AutoCloseable {
        int port();

        FileService service();

        /** Clients that it knows of, logged in or not. */
        int clients();

        @Override
        void close() throws IOException;
    }

    abstract Serving serve(FileSystem files, ServiceLimits limits) throws IOException;

    /** A client that has logged in. */
    abstract Upload connect(int port, CuttableSockets sockets) throws IOException;

    abstract Round round(long seed);

    /** Whether an upload of which all was sent may be published, because the server knows that this was all. */
    abstract boolean mayBeWhole(Round round);

    @ParameterizedTest
    @EnumSource(Storage.class)
    void a_cut_upload_publishes_nothing_and_leaves_nothing_open(Storage storage) throws IOException {
        Path served = Files.createDirectories(directory.resolve("served"));
        try (FileSystem files = storage.open(served);
                Serving server = serve(files, ServiceLimits.DEFAULT)) {
            files.write("/old", OLD);
            for (Round round : rounds(ROUNDS)) {
                cut(round, server, files);
                requireNothingOpen(round, server, files);
                requireNothingPublished(round, files);
                requireNoLeftovers(round, served);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    @SuppressWarnings("try") // to close the server is what is tested
    void a_server_that_is_closed_in_the_middle_publishes_nothing_and_leaves_nothing_open(Storage storage)
            throws IOException {
        Path served = Files.createDirectories(directory.resolve("served"));
        try (FileSystem files = storage.open(served)) {
            files.write("/old", OLD);
            for (Round round : rounds(CLOSED_SERVERS)) {
                CuttableSockets sockets = new CuttableSockets();
                try (Serving server = serve(files, ServiceLimits.DEFAULT.withDrainTimeout(Duration.ofMillis(20)));
                        Upload upload = connect(server.port(), sockets)) {
                    upload.begin(round);
                    upload.send(round.bytes(), round.sent());
                    server.close();
                    assertEquals(List.of(), files.openResources(), round::toString);
                    assertEquals(0, server.clients(), round::toString);
                    requireNothingPublished(round, files);
                    requireNoLeftovers(round, served);
                    sockets.close();
                }
            }
        }
    }

    private List<Round> rounds(int count) {
        Long repeated = Long.getLong("anyfs.crash.seed");
        return repeated != null
                ? List.of(round(repeated))
                : new Random().longs(count).mapToObj(this::round).toList();
    }

    private void cut(Round round, Serving server, FileSystem files) throws IOException {
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
            if (round.ending().leavesSession()) {
                // A living client alone must not make a part a file; then it goes, as its session would not end
                // otherwise.
                Eventually.holdsWithinASecond(
                        () -> server.service().runningTransfers() == 0, () -> round + ": the transfer goes on");
                requireNothingPublished(round, files);
                sockets.cut(Ending.OLDEST_CLOSED);
            }
        }
        sockets.close();
    }

    private static void requireNothingOpen(Round round, Serving server, FileSystem files) {
        Eventually.holdsWithinASecond(
                () -> server.clients() == 0 && files.openResources().isEmpty(),
                () -> round + ": " + server.clients() + " clients, open: " + files.openResources());
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

    /** On disk also none that the filesystem does not list. In memory there are no others. */
    private static void requireNoLeftovers(Round round, Path served) throws IOException {
        try (Stream<Path> entries = Files.list(served)) {
            List<String> unexpected = entries.filter(Files::isRegularFile)
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals("old"))
                    .toList();
            assertEquals(List.of(), unexpected, round::toString);
        }
    }
}
