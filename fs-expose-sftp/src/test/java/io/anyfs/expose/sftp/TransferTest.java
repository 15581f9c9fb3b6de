package io.anyfs.expose.sftp;

import static io.anyfs.expose.sftp.SftpWire.CREATE;
import static io.anyfs.expose.sftp.SftpWire.READ;
import static io.anyfs.expose.sftp.SftpWire.TRUNCATE;
import static io.anyfs.expose.sftp.SftpWire.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.WriteOptions;
import io.anyfs.expose.sftp.SftpWire.Reply;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransferTest {

    private static final int OK = SftpStatus.OK.code();
    private static final int EOF = SftpStatus.EOF.code();
    private static final int FAILURE = SftpStatus.FAILURE.code();
    private static final int BAD_MESSAGE = SftpStatus.BAD_MESSAGE.code();

    private Served served;
    private FileSystem files;
    private SftpWire wire;

    @BeforeEach
    void serve() throws IOException {
        served = Served.memory();
        files = served.files;
        wire = served.wire();
    }

    @AfterEach
    void end() throws IOException {
        served.close();
    }

    @Test
    void reads_give_what_there_is_and_then_the_end() throws IOException {
        files.write("/file", "123456");
        byte[] handle = wire.open("/file", READ);

        assertArrayEquals(bytes("123456"), wire.read(handle, 0, 100).data());
        assertArrayEquals(bytes("34"), wire.read(handle, 2, 2).data());
        assertArrayEquals(bytes("6"), wire.read(handle, 5, 2).data());
        assertEquals(EOF, wire.read(handle, 6, 1).status());
        assertEquals(EOF, wire.read(handle, Long.MAX_VALUE, 1).status());
        assertEquals(EOF, wire.read(handle, 0, 0).status());
        assertEquals(OK, wire.close(handle));
    }

    @Test
    void a_position_that_no_file_can_have_is_a_bad_message() throws IOException {
        files.write("/file", "123456");
        byte[] handle = wire.open("/file", READ);

        assertEquals(BAD_MESSAGE, wire.read(handle, -1, 1).status());
        assertArrayEquals(bytes("1"), wire.read(handle, 0, 1).data());
    }

    @Test
    void an_empty_file_is_at_its_end() throws IOException {
        files.write("/empty", "");
        assertEquals(EOF, wire.read(wire.open("/empty", READ), 0, 10).status());
    }

    @Test
    void the_largest_reads_and_writes_that_are_advertised_work() throws IOException {
        byte[] content = random(FileRequests.MAX_WRITE);
        byte[] writing = wire.open("/large", WRITE | CREATE | TRUNCATE);
        assertEquals(OK, wire.write(writing, 0, content));
        assertEquals(OK, wire.close(writing));

        byte[] reading = wire.open("/large", READ);
        byte[] read = wire.read(reading, 0, FileRequests.MAX_READ).data();
        assertEquals(FileRequests.MAX_READ, read.length);
        assertArrayEquals(Arrays.copyOf(content, FileRequests.MAX_READ), read);
    }

    @Test
    void a_read_of_more_gives_as_much_as_one_reply_holds() throws IOException {
        files.write("/large", "x".repeat(600_000));
        byte[] handle = wire.open("/large", READ);
        assertEquals(
                FileRequests.MAX_READ, wire.read(handle, 0, Integer.MAX_VALUE).data().length);
    }

    @Test
    void writes_in_any_order_make_the_same_file() throws IOException {
        byte[] content = random(1_000_000);
        List<Integer> chunks = new ArrayList<>();
        for (int position = 0; position < content.length; position += 16 * 1024) {
            chunks.add(position);
        }
        Collections.shuffle(chunks, new Random(7));
        byte[] handle = wire.open("/file", WRITE | CREATE | TRUNCATE);
        for (int position : chunks) {
            byte[] chunk = Arrays.copyOfRange(content, position, Math.min(content.length, position + 16 * 1024));
            assertEquals(OK, wire.write(handle, position, chunk));
        }
        assertEquals(OK, wire.close(handle));
        assertArrayEquals(content, files.readBytes("/file"));
    }

    @Test
    void a_hole_reads_as_zeros() throws IOException {
        byte[] handle = wire.open("/file", WRITE | CREATE | TRUNCATE);
        wire.write(handle, 3, "end");
        wire.close(handle);
        assertEquals("\0\0\0end", files.readString("/file"));
    }

    @Test
    void many_requests_at_once_are_answered_in_their_order() throws IOException {
        byte[] content = random(300_000);
        byte[] handle = wire.open("/file", READ | WRITE | CREATE | TRUNCATE);
        int first = -1;
        int requests = 0;
        for (int position = 0; position < content.length; position += 1_000) {
            int from = position;
            int id = wire.send(PacketType.WRITE, buffer -> {
                buffer.putBytes(handle);
                buffer.putLong(from);
                buffer.putUInt(1_000);
                buffer.putRawBytes(content, from, 1_000);
            });
            first = first < 0 ? id : first;
            requests++;
        }
        int closing = wire.send(PacketType.CLOSE, buffer -> buffer.putBytes(handle));
        for (int i = 0; i < requests; i++) {
            Reply reply = wire.receive();
            assertEquals(first + i, reply.id());
            assertEquals(OK, reply.status());
        }
        Reply closed = wire.receive();
        assertEquals(closing, closed.id());
        assertEquals(OK, closed.status());
        assertArrayEquals(content, files.readBytes("/file"));
    }

    @Test
    void a_client_may_ask_for_a_whole_file_before_it_reads_the_first_reply() throws IOException {
        byte[] content = random(20_000_000);
        files.write("/file", WriteOptions.replace(), out -> out.write(content));
        byte[] handle = wire.open("/file", READ);
        int chunk = 32 * 1024;
        int requests = 0;
        for (int position = 0; position < content.length; position += chunk) {
            int from = position;
            wire.send(PacketType.READ, buffer -> {
                buffer.putBytes(handle);
                buffer.putLong(from);
                buffer.putUInt(chunk);
            });
            requests++;
        }
        for (int i = 0; i < requests; i++) {
            int from = i * chunk;
            assertArrayEquals(
                    Arrays.copyOfRange(content, from, Math.min(content.length, from + chunk)),
                    wire.receive().data());
        }
    }

    @Test
    void handles_that_are_unknown_or_of_another_kind_are_refused() throws IOException {
        files.write("/file", "text");
        byte[] reading = wire.open("/file", READ);
        byte[] listing = wire.path(PacketType.OPENDIR, "/").handle();
        byte[] unknown = {1, 2, 3, 4};

        assertEquals(FAILURE, wire.read(unknown, 0, 1).status());
        assertEquals(FAILURE, wire.read(new byte[0], 0, 1).status());
        assertEquals(FAILURE, wire.close(bytes("far too long")));
        assertEquals(FAILURE, wire.read(listing, 0, 1).status());
        assertEquals(FAILURE, wire.write(reading, 0, "text"));
        assertEquals(
                FAILURE,
                wire.ask(PacketType.READDIR, buffer -> buffer.putBytes(reading)).status());
        assertEquals(OK, wire.close(reading));
        assertEquals(FAILURE, wire.close(reading));
        assertEquals("text", files.readString("/file"));
    }

    @Test
    void a_client_opens_no_more_files_than_the_limit_says() throws IOException {
        try (Served few = Served.of(MemoryFileSystem.create(), Served.HURRIED.withMaxOpenFiles(10))) {
            SftpWire client = few.wire();
            byte[] last = {};
            for (int i = 0; i < 10; i++) {
                last = client.open("/file-" + i, WRITE | CREATE | TRUNCATE);
            }
            assertEquals(FAILURE, client.tryOpen("/more", WRITE | CREATE).status());
            assertEquals(FAILURE, client.path(PacketType.OPENDIR, "/").status());
            assertEquals(OK, client.close(last));
            assertEquals(OK, client.close(client.path(PacketType.OPENDIR, "/").handle()));
            assertTrue(few.files.exists("/file-9"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }
}
