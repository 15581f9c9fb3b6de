package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.expose.sftp.SftpWire.Reply;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("usually-once")
class MalformedPacketsTest {

    private static final int BAD_MESSAGE = SftpStatus.BAD_MESSAGE.code();

    private Served served;
    private SftpWire bystander;

    @BeforeEach
    void serve() throws IOException {
        served = Served.memory();
        served.files.write("/file", "text");
        bystander = served.wire();
    }

    @AfterEach
    void everybody_else_is_still_served() throws IOException {
        assertEquals(4, bystander.path(PacketType.STAT, "/file").facts().size());
        served.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, PacketAssembler.MAX_PACKET + 1, Integer.MAX_VALUE})
    void a_packet_of_an_impossible_length_ends_the_connection(int length) throws IOException {
        SftpWire wire = served.wire();
        wire.write(wire.open("/half", SftpWire.WRITE | SftpWire.CREATE), 0, "half");

        wire.sendBytes(ByteBuffer.allocate(8).putInt(length).array());

        wire.readToEnd();
        Eventually.holds(
                "its uploads are gone",
                () -> served.files.openResources().stream()
                        .noneMatch(open -> open.label().contains("half")));
        assertFalse(served.files.exists("/half"));
    }

    @Test
    void a_request_before_the_version_is_agreed_ends_the_connection() throws IOException {
        SftpWire wire = SftpWire.openRaw(served.login());
        wire.sendBytes(SftpWire.packet(PacketType.STAT, buffer -> {
            buffer.putUInt(1);
            buffer.putString("/file");
        }));
        assertEquals(0, wire.readToEnd());
    }

    @Test
    void a_packet_that_ends_too_early_is_answered_as_a_bad_message() throws IOException {
        SftpWire wire = served.wire();
        for (int type = PacketType.OPEN; type <= PacketType.SYMLINK; type++) {
            assertEquals(BAD_MESSAGE, wire.ask(type, buffer -> {}).status(), "request " + type);
            assertEquals(
                    BAD_MESSAGE,
                    wire.ask(type, buffer -> buffer.putUInt(1_000_000)).status(),
                    "request " + type);
        }
        assertEquals(BAD_MESSAGE, wire.ask(PacketType.EXTENDED, buffer -> {}).status());
    }

    @Test
    void a_request_of_unknown_type_is_unsupported() throws IOException {
        SftpWire wire = served.wire();
        for (int type : new int[] {0, PacketType.INIT, PacketType.VERSION, 21, 99, PacketType.STATUS, 255}) {
            assertEquals(
                    SftpStatus.OP_UNSUPPORTED.code(),
                    wire.ask(type, buffer -> buffer.putUInt(3)).status(),
                    "request " + type);
        }
    }

    @Test
    void a_packet_may_come_byte_by_byte() throws IOException {
        SftpWire wire = served.wire();
        byte[] packet = SftpWire.packet(PacketType.STAT, buffer -> {
            buffer.putUInt(7);
            buffer.putString("/file");
        });
        for (byte b : packet) {
            wire.sendBytes(new byte[] {b});
        }
        Reply reply = wire.receive();
        assertEquals(7, reply.id());
        assertEquals(4, reply.facts().size());
    }

    /** Valid packets with bytes changed at random: each is answered, or ends its own connection and no other. */
    @Test
    void fuzzed_packets_are_answered_or_end_their_own_connection() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            int answered = 0;
            try (SftpWire wire = SftpWire.open(served.login())) {
                for (int i = 0; i < 200; i++) {
                    wire.sendBytes(fuzzed(random));
                }
                wire.endInput();
                while (true) {
                    wire.receive();
                    answered++;
                }
            } catch (IOException ended) {
                assertTrue(answered <= 200, "seed " + seed + ", round " + round);
            }
        }
        Eventually.holds(
                "all that they opened is closed",
                () -> served.files.openResources().size() <= 1);
    }

    /** The length stays right, so that the content is reached. */
    private static byte[] fuzzed(Random random) {
        int type = PacketType.OPEN + random.nextInt(18);
        byte[] packet = SftpWire.packet(type, buffer -> {
            buffer.putUInt(random.nextInt(1_000));
            buffer.putString("/fuzz" + random.nextInt(5));
            buffer.putUInt(random.nextInt(64));
            buffer.putUInt(random.nextInt(16));
            buffer.putLong(random.nextLong());
        });
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            packet[Integer.BYTES + random.nextInt(packet.length - Integer.BYTES)] = (byte) random.nextInt();
        }
        return packet;
    }
}
