package io.anyfs.it.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.it.client.TreeHashes;
import io.anyfs.it.crash.Round.Sizes;
import io.anyfs.tck.subject.Eventually;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.IntSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Uploads that are cut anywhere and anyhow publish nothing, or what arrived where that is asked for, and leave nothing open and
 * nothing behind. A round that failed is repeated by {@code -Danyfs.crash.seed=<its seed>}.
 */
abstract class CrashMatrix {

    @TempDir
    Path directory;

    static final String USER = "alice";
    static final String PASSWORD = "secret";

    /**
     * A server of the protocol, which lets the user in.
     *
     * @param known counts the clients that it knows of, logged in or not
     */
    record Serving(Closeable server, int port, FileService service, IntSupplier known) implements Closeable {

        int clients() {
            return known.getAsInt();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    abstract Serving serve(FileSystem files, ServiceLimits limits, UploadPolicy uploads) throws IOException;

    /** A client that has logged in. */
    abstract Upload connect(int port, CuttableSockets sockets) throws IOException;

    abstract Round round(long seed, Sizes sizes);

    /** Whether an upload of which all was sent may be published, because the server knows that this was all. */
    abstract boolean mayBeWhole(Round round);

    /** Where in the file the client's bytes begin, of one that has so many bytes before. */
    abstract int start(Round round, int oldBytes);

    /** Whether old bytes stay where the client writes none. */
    abstract boolean keepsRest(Round round);

    @ParameterizedTest
    @MethodSource("io.anyfs.it.crash.Backing#tried")
    void a_cut_upload_publishes_nothing_and_leaves_nothing_open(Backing backing) throws IOException {
        byte[] old = backing.old();
        try (Backing.Opened storage = backing.open(directory);
                Serving server = serve(storage.files(), ServiceLimits.DEFAULT, UploadPolicy.ATOMIC)) {
            storage.files().write("/old", old);
            for (Round round : rounds(backing, backing.rounds())) {
                cut(round, server, () -> requireNothingPublished(round, storage.files(), old));
                requireNothingOpen(round, server, storage.files());
                requireNothingPublished(round, storage.files(), old);
                requireNoLeftovers(round, storage);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.anyfs.it.crash.Backing#tried")
    void what_is_kept_of_a_cut_upload_is_its_beginning(Backing backing) throws IOException {
        byte[] old = backing.old();
        try (Backing.Opened storage = backing.open(directory);
                Serving server = serve(storage.files(), ServiceLimits.DEFAULT, UploadPolicy.IN_PLACE)) {
            storage.files().write("/old", old);
            for (Round round : rounds(backing, backing.rounds() / 3)) {
                cut(round, server, () -> {});
                requireNothingOpen(round, server, storage.files());
                requireBeginning(round, storage.files(), old);
                requireNoLeftovers(round, storage);
                if (round.replaces()) {
                    storage.files().write("/old", old);
                } else {
                    storage.files().deleteIfExists(FsPath.of("/new"));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.anyfs.it.crash.Backing#tried")
    @SuppressWarnings("try") // to close the server is what is tested
    void a_server_that_is_closed_in_the_middle_publishes_nothing_and_leaves_nothing_open(Backing backing)
            throws IOException {
        byte[] old = backing.old();
        try (Backing.Opened storage = backing.open(directory)) {
            FileSystem files = storage.files();
            files.write("/old", old);
            ServiceLimits limits = ServiceLimits.DEFAULT.withDrainTimeout(Duration.ofMillis(20));
            for (Round round : rounds(backing, Math.max(1, backing.rounds() / 10))) {
                CuttableSockets sockets = new CuttableSockets();
                try (Serving server = serve(files, limits, UploadPolicy.ATOMIC);
                        Upload upload = connect(server.port(), sockets)) {
                    upload.begin(round);
                    upload.send(round.bytes(), round.sent());
                    server.close();
                    assertEquals(List.of(), files.openResources(), round::toString);
                    assertEquals(0, server.clients(), round::toString);
                    requireNothingPublished(round, files, old);
                    requireNoLeftovers(round, storage);
                    sockets.close();
                }
            }
        }
    }

    private List<Round> rounds(Backing backing, int count) {
        Long repeated = Long.getLong("anyfs.crash.seed");
        LongStream seeds = repeated != null ? LongStream.of(repeated) : new Random().longs(count);
        return seeds.mapToObj(seed -> backing.possible(round(seed, backing.sizes())))
                .toList();
    }

    /** @param meanwhile what has to hold while the client is still there, without its upload */
    private void cut(Round round, Serving server, Check meanwhile) throws IOException {
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
                Eventually.holds(
                        () -> server.service().runningTransfers() == 0, () -> round + ": the transfer goes on");
                meanwhile.run();
                sockets.cut(Ending.OLDEST_CLOSED);
            }
        }
        sockets.close();
    }

    private interface Check {
        void run() throws IOException;
    }

    private static void requireNothingOpen(Round round, Serving server, FileSystem files) {
        Eventually.holds(
                () -> server.clients() == 0 && files.openResources().isEmpty(),
                () -> round + ": " + server.clients() + " clients, open: " + files.openResources());
    }

    private void requireNothingPublished(Round round, FileSystem files, byte[] old) throws IOException {
        if (round.sendsAll() && mayBeWhole(round) && isWhole(round, files)) {
            files.deleteIfExists(FsPath.of(round.target()));
            files.write("/old", old);
        }
        SortedMap<String, String> tree = TreeHashes.of(files, "/");
        assertEquals(List.of("old"), List.copyOf(tree.keySet()), round::toString);
        assertArrayEquals(old, files.readBytes("/old"), round::toString);
    }

    private static boolean isWhole(Round round, FileSystem files) throws IOException {
        return files.exists(round.target()) && Arrays.equals(round.bytes(), files.readBytes(round.target()));
    }

    /** Some of what was sent, from its first byte on; or, if nothing came, what there was before. */
    private void requireBeginning(Round round, FileSystem files, byte[] old) throws IOException {
        if (!round.replaces() && !files.exists("/new")) {
            return;
        }
        byte[] before = round.replaces() ? old : new byte[0];
        byte[] now = files.readBytes(round.target());
        if (round.replaces() && Arrays.equals(old, now)) {
            return;
        }
        byte[] bytes = round.bytes();
        int start = start(round, before.length);
        int came = keepsRest(round) ? mismatch(now, bytes) : now.length - start;
        assertTrue(came > 0 && came <= round.sent(), () -> round + ": " + came + " bytes are kept");
        byte[] expected = keepsRest(round) && before.length > came ? before : Arrays.copyOf(before, start + came);
        System.arraycopy(bytes, 0, expected, start, came);
        assertArrayEquals(expected, now, round::toString);
        if (!round.replaces()) {
            assertArrayEquals(old, files.readBytes("/old"), round::toString);
        }
    }

    private static int mismatch(byte[] now, byte[] bytes) {
        int first = Arrays.mismatch(now, bytes);
        return first < 0 ? now.length : first;
    }

    private static void requireNoLeftovers(Round round, Backing.Opened storage) throws IOException {
        assertEquals(List.of(), storage.look().leftovers(), round::toString);
    }
}
