package io.anyfs.expose.sftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.LoggedSurprises;
import io.anyfs.tree.TreeDelete;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes over a connection, before and after the login, ends at most that connection, and leaves nothing behind. */
@Tag("once")
class PacketFuzzTest {

    private static final boolean THOROUGH = Boolean.getBoolean("anyfs.thorough");
    private static final int REQUESTS = THOROUGH ? 500_000 : 8_000;
    private static final int STRANGERS = THOROUGH ? 20_000 : 500;

    /** Packets of one stranger. */
    private static final int GREETINGS = 4;

    private final long seed = THOROUGH ? System.nanoTime() : 20_200_101;
    private final Random random = new Random(seed);

    @Test
    void requests_of_any_kind_are_answered_one_by_one_or_end_their_own_connection() throws Exception {
        long packets = 0;
        try (LoggedSurprises surprises = LoggedSurprises.listen();
                Served served = Served.of(MemoryFileSystem.create(MemoryOptions.DEFAULT.withQuotaBytes(1L << 26)))) {
            SftpWire bystander = served.wire();
            for (int episode = 0; packets < REQUESTS; episode++) {
                populate(served.files);
                String where = "seed " + seed + ", episode " + episode;
                packets += converse(served, where);
                assertTrue(bystander.path(PacketType.LSTAT, "/").facts().permissions() != 0, where);
                surprises.requireNone(where);
            }
            Eventually.holds(
                    "only the bystander is there",
                    () -> served.server.service().sessions().size() == 1);
            Eventually.holds(
                    () -> served.files.openResources().size() <= 1, () -> "open: " + served.files.openResources());
        }
    }

    /** What an earlier client made of it may be anything. */
    private static void populate(FileSystem fs) throws IOException {
        TreeDelete.empty(fs, FsPath.ROOT);
        fs.createDirectories("/dir/inner");
        fs.write("/file", "content");
    }

    private int converse(Served served, String where) throws IOException {
        try (SftpWire wire = SftpWire.open(served.login())) {
            List<byte[]> handles = new ArrayList<>();
            handles.add(wire.open("/file", SftpWire.READ));
            handles.add(wire.open("/fuzz0", SftpWire.WRITE | SftpWire.CREATE));
            handles.add(wire.path(PacketType.OPENDIR, "/dir").handle());
            FuzzedPackets packets = new FuzzedPackets(random, handles);
            int batches = 1 + random.nextInt(8);
            for (int batch = 0; batch < batches; batch++) {
                int requests = 1 + random.nextInt(60);
                for (int i = 0; i < requests; i++) {
                    wire.sendBytes(packets.framed());
                }
                for (int i = 0; i < requests; i++) {
                    SftpWire.Reply reply = wire.receive();
                    assertTrue(reply.id() <= packets.made(), where + ": an id that nobody gave: " + reply.id());
                    if (reply.type() == PacketType.HANDLE && handles.size() < 40) {
                        handles.add(reply.handle());
                    }
                }
            }
            if (random.nextBoolean()) {
                endWithGarbage(wire, packets.unframed());
            }
            return packets.made();
        }
    }

    private static void endWithGarbage(SftpWire wire, byte[] garbage) {
        try {
            wire.sendBytes(garbage);
            wire.endInput();
            wire.readToEnd();
        } catch (IOException ended) {
            // The server has had enough.
        }
    }

    @Test
    void strangers_who_say_anything_are_sent_away_and_others_can_log_in() throws Exception {
        try (LoggedSurprises surprises = LoggedSurprises.listen();
                Served served = Served.memory()) {
            SftpWire bystander = served.wire();
            for (int stranger = 0; stranger < STRANGERS; stranger++) {
                String where = "seed " + seed + ", stranger " + stranger;
                intrude(served.server.address().getPort(), where);
                if (stranger % 20 == 0) {
                    assertTrue(bystander.path(PacketType.LSTAT, "/").facts().permissions() != 0, where);
                }
                surprises.requireNone(where);
            }
            Eventually.holds(
                    "only the bystander is there",
                    () -> served.server.service().sessions().size() == 1
                            && served.server.service().pendingLogins() == 0);
            try (SftpWire late = served.wire()) {
                assertTrue(late.path(PacketType.LSTAT, "/").facts().permissions() != 0);
            }
        }
    }

    /** Speaks SSH before any keys are agreed on: an identification, packets of any type, and an end of any kind. */
    private void intrude(int port, String where) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(identification());
            for (int i = 0; i < GREETINGS; i++) {
                out.write(packet());
            }
            out.flush();
            if (random.nextInt(4) == 0) {
                socket.setSoLinger(true, 0);
                return;
            }
            socket.shutdownOutput();
            byte[] said = in.readAllBytes();
            assertTrue(
                    said.length == 0 || new String(said, US_ASCII).startsWith("SSH-2.0-"),
                    () -> where + ": " + new String(said, US_ASCII));
            requireNoLogin(said, where);
        } catch (SocketException ended) {
            // The server has had enough.
        }
    }

    private byte[] identification() {
        return switch (random.nextInt(12)) {
            case 0 -> "SSH-1.5-old\r\n".getBytes(US_ASCII);
            case 1 -> ("SSH-2.0-" + "x".repeat(random.nextInt(3_000)) + "\r\n").getBytes(US_ASCII);
            case 2 -> "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII);
            case 3 -> bytes(600);
            case 4 -> "SSH-2.0-fuzz".getBytes(US_ASCII);
            default -> "SSH-2.0-fuzz\r\n".getBytes(US_ASCII);
        };
    }

    /** A packet in the clear (RFC 4253 section 6), its length and padding right more often than not. */
    private byte[] packet() {
        byte[] payload = payload();
        int padding = 4 + (8 - (payload.length + 9) % 8) % 8;
        ByteBuffer packet = ByteBuffer.allocate(5 + payload.length + padding);
        boolean odd = random.nextInt(8) == 0;
        packet.putInt(odd ? random.nextInt() : 1 + payload.length + padding);
        packet.put((byte) (random.nextInt(16) == 0 ? random.nextInt() : padding));
        packet.put(payload);
        return packet.array();
    }

    private byte[] payload() {
        byte[] rest = bytes(200);
        int type = random.nextInt(3) == 0
                ? random.nextInt(256)
                // DISCONNECT to EXT_INFO, KEXINIT, NEWKEYS, key exchange, USERAUTH with its SUCCESS, channels.
                : new int[] {1, 2, 3, 4, 5, 6, 7, 20, 21, 30, 31, 34, 50, 52, 60, 80, 90, 94, 98}[random.nextInt(19)];
        ByteBuffer payload = ByteBuffer.allocate(1 + 16 + 10 * 40 + rest.length);
        payload.put((byte) type);
        if (type == 20 && random.nextInt(3) > 0) {
            payload.put(new byte[16]);
            for (int list = 0; list < 10; list++) {
                byte[] names = random.nextInt(6) == 0
                        ? bytes(36)
                        : new String[] {"curve25519-sha256", "ssh-ed25519", "aes128-gcm@openssh.com", "none", ""}
                                [random.nextInt(5)].getBytes(US_ASCII);
                payload.putInt(names.length).put(names);
            }
        }
        payload.put(rest);
        byte[] used = new byte[payload.position()];
        payload.flip().get(used);
        return used;
    }

    private byte[] bytes(int below) {
        byte[] bytes = new byte[random.nextInt(below)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** No packet in the clear says that a login succeeded. */
    private static void requireNoLogin(byte[] said, String where) throws IOException {
        int end = new String(said, ISO_8859_1).indexOf('\n') + 1;
        DataInputStream packets = new DataInputStream(new ByteArrayInputStream(said, end, said.length - end));
        while (packets.available() > 6) {
            int length = packets.readInt();
            packets.readByte();
            int type = packets.readUnsignedByte();
            assertTrue(type != 52, where + ": a login succeeded");
            packets.skipNBytes(Math.min(packets.available(), Math.max(0, length - 2)));
        }
    }
}
