package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The small parts that read and write bytes and text. */
class WireFormatTest {

    @Test
    void packets_are_cut_right_wherever_the_stream_is_cut() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<byte[]> sent = new ArrayList<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            byte[] packet = new byte[1 + random.nextInt(i % 10 == 0 ? PacketAssembler.MAX_PACKET : 50)];
            random.nextBytes(packet);
            sent.add(packet);
            stream.write(ByteBuffer.allocate(4).putInt(packet.length).array());
            stream.write(packet);
        }
        List<byte[]> received = new ArrayList<>();
        PacketAssembler assembler = new PacketAssembler(packet -> {
            received.add(Arrays.copyOf(packet.bytes(), packet.length()));
            PacketArrays.giveBack(packet.bytes());
        });
        byte[] bytes = stream.toByteArray();
        for (int offset = 0; offset < bytes.length; ) {
            int length = Math.min(bytes.length - offset, 1 + random.nextInt(40_000));
            assembler.append(bytes, offset, length);
            offset += length;
        }
        assertArrayEquals(sent.toArray(), received.toArray(), "seed " + seed);
    }

    @Test
    void text_is_read_as_it_is_or_not_at_all() throws IOException {
        assertEquals("ä\uFFFD🚀", text("ä\uFFFD🚀".getBytes(StandardCharsets.UTF_8)));
        assertEquals("", text(new byte[0]));
        for (byte[] broken : new byte[][] {
            {(byte) 0xE4}, {'a', (byte) 0xC0, (byte) 0x80}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xFF}
        }) {
            assertThrows(MalformedPacketException.class, () -> text(broken));
        }
    }

    @Test
    void every_kind_of_failure_has_its_status_and_its_words() {
        Map<ErrorKind, SftpStatus> table = new EnumMap<>(ErrorKind.class);
        for (ErrorKind kind : ErrorKind.values()) {
            table.put(kind, SftpStatus.FAILURE);
        }
        table.put(ErrorKind.NOT_FOUND, SftpStatus.NO_SUCH_FILE);
        table.put(ErrorKind.NOT_A_DIRECTORY, SftpStatus.NO_SUCH_FILE);
        table.put(ErrorKind.LINK_LOOP, SftpStatus.NO_SUCH_FILE);
        table.put(ErrorKind.ACCESS_DENIED, SftpStatus.PERMISSION_DENIED);
        table.put(ErrorKind.READ_ONLY, SftpStatus.PERMISSION_DENIED);
        table.put(ErrorKind.UNSUPPORTED, SftpStatus.OP_UNSUPPORTED);
        table.put(ErrorKind.END_OF_FILE, SftpStatus.EOF);

        List<String> messages = new ArrayList<>();
        table.forEach((kind, status) -> {
            assertEquals(status, SftpStatus.of(kind), kind::name);
            messages.add(SftpStatus.message(kind));
        });
        assertEquals(messages.size(), messages.stream().distinct().count());
    }

    @Test
    void the_codes_are_those_of_the_protocol() {
        assertEquals(0, SftpStatus.OK.code());
        assertEquals(1, SftpStatus.EOF.code());
        assertEquals(2, SftpStatus.NO_SUCH_FILE.code());
        assertEquals(3, SftpStatus.PERMISSION_DENIED.code());
        assertEquals(4, SftpStatus.FAILURE.code());
        assertEquals(5, SftpStatus.BAD_MESSAGE.code());
        assertEquals(8, SftpStatus.OP_UNSUPPORTED.code());
    }

    @Test
    void a_long_name_looks_as_ls_prints_it() {
        LongName names = new LongName("alice", false);
        Instant old = LocalDateTime.of(2001, 9, 9, 3, 46)
                .atZone(ZoneId.systemDefault())
                .toInstant();

        assertEquals(
                "-rw-r--r--   1 alice    alice        1234 Sep  9  2001 file",
                names.of(FileInfo.of(FsPath.of("/file"), FileType.FILE, 1_234, old), "file"));
        assertEquals(
                "drwxr-xr-x   1 alice    alice           0 Sep  9  2001 .",
                names.of(FileInfo.of(FsPath.ROOT, FileType.DIRECTORY, 0, old), "."));
        assertEquals(
                "-rwsr-S--T   3 root     65534    12345678901 Sep  9  2001 big",
                names.of(posix(12_345_678_901L, old, new PosixAttributes(07740, 0, 65_534, 3, "root", null)), "big"));
    }

    @Test
    void a_file_of_the_last_half_year_shows_its_time_of_day() {
        LocalDateTime recent = LocalDateTime.now(ZoneId.systemDefault())
                .minusDays(3)
                .withHour(7)
                .withMinute(5);
        Instant time = recent.atZone(ZoneId.systemDefault()).toInstant();

        String line = new LongName("alice", true).of(FileInfo.of(FsPath.of("/f"), FileType.FILE, 1, time), "f");

        assertEquals("-r--r--r--", line.substring(0, 10));
        assertEquals(String.format("%2d 07:05 f", recent.getDayOfMonth()), line.substring(line.length() - 10));
    }

    @Test
    void paths_of_clients_are_relative_to_the_root() {
        assertEquals(FsPath.ROOT, ClientPath.of(""));
        assertEquals(FsPath.of("/a/b"), ClientPath.of("a//b/."));
        assertThrows(InvalidPathException.class, () -> ClientPath.of("/a/../.."));
        assertEquals(FsPath.of("/b"), ClientPath.canonical("/a/../../b"));
        assertEquals(FsPath.ROOT, ClientPath.canonical("/../.."));
        assertEquals(FsPath.of("/~"), ClientPath.canonical("~"));
        assertEquals(FsPath.of("/a"), ClientPath.expanded("~/a"));
        assertEquals(FsPath.of("/~bob/a"), ClientPath.expanded("~bob/a"));
        assertThrows(InvalidPathException.class, () -> ClientPath.canonical("a\0b"));
    }

    @Test
    void a_deep_path_is_made_canonical_quickly() {
        String deep = "a/".repeat(120_000);
        assertEquals(120_000, ClientPath.canonical(deep).depth());
    }

    private static FileInfo posix(long size, Instant time, PosixAttributes attributes) {
        return new FileInfo(FsPath.of("/x"), FileType.FILE, size, time, null, null, null, null, attributes);
    }

    private static String text(byte[] bytes) throws IOException {
        byte[] packet = ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
        return new PacketReader(new Packet(packet, packet.length)).text();
    }
}
