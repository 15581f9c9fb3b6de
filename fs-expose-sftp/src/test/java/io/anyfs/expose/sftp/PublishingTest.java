package io.anyfs.expose.sftp;

import static io.anyfs.expose.sftp.SftpWire.CREATE;
import static io.anyfs.expose.sftp.SftpWire.EXCLUSIVE;
import static io.anyfs.expose.sftp.SftpWire.READ;
import static io.anyfs.expose.sftp.SftpWire.TRUNCATE;
import static io.anyfs.expose.sftp.SftpWire.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What publishes a file, and all the ways to end that must not. */
@Tag("usually-once")
class PublishingTest {

    private static final int OK = SftpStatus.OK.code();
    private static final int FAILURE = SftpStatus.FAILURE.code();

    private static final int CHUNK = 10_000;
    private static final int CHUNKS = 20;

    @Test
    void a_file_that_is_not_closed_is_not_published() throws IOException {
        try (Served served = Served.memory()) {
            served.files.write("/old", "as it was");
            SftpWire wire = served.wire();
            wire.write(wire.open("/old", WRITE | CREATE | TRUNCATE), 0, "changed");
            wire.write(wire.open("/new", WRITE | CREATE | EXCLUSIVE), 0, "created");

            wire.cut();

            Eventually.holds(
                    "nothing is open", () -> served.files.openResources().isEmpty());
            assertEquals("as it was", served.files.readString("/old"));
            assertFalse(served.files.exists("/new"));
        }
    }

    @Test
    void a_channel_that_ends_aborts_what_it_left_open_and_the_connection_goes_on() throws IOException {
        try (Served served = Served.memory()) {
            ClientSession session = served.login();
            SftpWire first = served.wire(session);
            SftpWire second = served.wire(session);
            first.write(first.open("/first", WRITE | CREATE | TRUNCATE), 0, "first");
            byte[] other = second.open("/second", WRITE | CREATE | TRUNCATE);

            first.endInput();

            assertEquals(0, first.readToEnd());
            second.write(other, 0, "second");
            assertEquals(OK, second.close(other));
            assertFalse(served.files.exists("/first"));
            assertEquals("second", served.files.readString("/second"));
        }
    }

    @Test
    void what_fails_at_the_publishing_is_the_answer_to_the_close() throws IOException {
        FileSystem files = MemoryFileSystem.create();
        try (Served served = Served.of(files)) {
            SftpWire wire = served.wire();
            byte[] handle = wire.open("/new", WRITE | CREATE | EXCLUSIVE);
            wire.write(handle, 0, "mine");
            files.write("/new", "theirs");

            assertEquals(FAILURE, wire.close(handle));
            assertEquals("theirs", files.readString("/new"));
        }
    }

    @Test
    void a_client_that_overlooks_a_failed_write_gets_no_file() throws IOException {
        try (Served served = Served.of(MemoryFileSystem.create(MemoryOptions.DEFAULT.withQuotaBytes(10)))) {
            SftpWire wire = served.wire();
            byte[] handle = wire.open("/new", WRITE | CREATE | TRUNCATE);
            assertEquals(OK, wire.write(handle, 0, "12345678"));
            assertEquals(FAILURE, wire.write(handle, 8, "90123456"));

            assertEquals(FAILURE, wire.close(handle));
            assertFalse(served.files.exists("/new"));
        }
    }

    @Test
    void two_thousand_forgotten_files_are_gone_with_their_client() throws IOException {
        try (Served served = Served.of(MemoryFileSystem.create(), Served.HURRIED.withMaxOpenFiles(3_000))) {
            served.files.write("/file", "text");
            SftpWire wire = served.wire();
            for (int i = 0; i < 1_000; i++) {
                wire.open("/file", READ);
                wire.open("/new-" + i, WRITE | CREATE | TRUNCATE);
            }

            wire.cut();

            Eventually.holds(
                    "nothing is open", () -> served.files.openResources().isEmpty());
            Eventually.holds("no transfer runs", () -> served.server.service().runningTransfers() == 0);
            assertEquals(List.of("file"), names(served.files));
        }
    }

    /** The connection breaks somewhere in the stream of an upload, as it does when a client is killed or a cable pulled. */
    @Test
    void a_connection_that_breaks_anywhere_publishes_the_whole_file_or_nothing() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (Served served = Served.memory();
                CuttingProxy proxy = CuttingProxy.to(served.server.address())) {
            served.files.write("/replaced", "as it was");
            long whole = upload(served, proxy, "/measured", -1, random);
            for (int round = 0; round < 30; round++) {
                String context = "seed " + seed + ", round " + round;
                String path = round % 2 == 0 ? "/replaced" : "/new-" + round;
                upload(served, proxy, path, random.nextLong(whole + 300), random);

                Eventually.holds(
                        context + ": nothing is open",
                        () -> served.files.openResources().isEmpty());
                assertWholeOrUntouched(served.files, path, context);
            }
        }
    }

    /** Uploads through the proxy; the bytes that went through it after the login. */
    private static long upload(Served served, CuttingProxy proxy, String path, long cutAfter, Random random)
            throws IOException {
        try (ClientSession session = served.login(proxy.port())) {
            SftpWire wire = SftpWire.open(session);
            long start = proxy.passed();
            if (cutAfter >= 0) {
                proxy.cutAfter(cutAfter, random.nextBoolean() ? CuttingProxy.End.RESET : CuttingProxy.End.CLOSE);
            }
            byte[] handle = wire.open(path, WRITE | CREATE | TRUNCATE);
            for (int i = 0; i < CHUNKS; i++) {
                byte[] chunk = new byte[CHUNK];
                Arrays.fill(chunk, (byte) ('a' + i));
                int position = i * CHUNK;
                wire.send(PacketType.WRITE, buffer -> {
                    buffer.putBytes(handle);
                    buffer.putLong(position);
                    buffer.putBytes(chunk);
                });
            }
            for (int i = 0; i < CHUNKS; i++) {
                assertEquals(OK, wire.receive().status());
            }
            if (cutAfter < 0) {
                // Only measures: an upload of the same size, which leaves nothing.
                return proxy.passed() - start;
            }
            assertEquals(OK, wire.close(handle));
            return proxy.passed() - start;
        } catch (IOException cut) {
            assertTrue(cutAfter >= 0, () -> "failed without a cut: " + cut);
            return -1;
        } finally {
            proxy.cutAfter(Long.MAX_VALUE, CuttingProxy.End.CLOSE);
        }
    }

    private static void assertWholeOrUntouched(FileSystem files, String path, String context) throws IOException {
        if (!files.exists(path)) {
            return;
        }
        String text = files.readString(path);
        assertTrue(
                text.equals("as it was") || text.length() == CHUNK * CHUNKS,
                () -> context + ": a part of " + text.length() + " bytes was published");
    }

    private static List<String> names(FileSystem files) throws IOException {
        return files.entries("/").stream().map(FileInfo::name).toList();
    }
}
