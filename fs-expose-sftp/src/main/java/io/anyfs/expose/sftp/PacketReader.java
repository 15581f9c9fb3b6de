package io.anyfs.expose.sftp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the fields of one packet. All numbers are big-endian and unsigned, strings are counted bytes. */
final class PacketReader {

    private static final char REPLACEMENT = '\uFFFD';

    private final ByteBuffer packet;

    PacketReader(Packet packet) {
        this.packet = ByteBuffer.wrap(packet.bytes(), 0, packet.length());
    }

    int octet() throws MalformedPacketException {
        require(1);
        return packet.get() & 0xFF;
    }

    /** As it is in the packet: an identifier, or flags. */
    int int32() throws MalformedPacketException {
        require(Integer.BYTES);
        return packet.getInt();
    }

    long uint32() throws MalformedPacketException {
        return int32() & 0xFFFF_FFFFL;
    }

    /** A position or size in a file; those past 2^63-1 are refused, as no file reaches there. */
    long uint64() throws MalformedPacketException {
        require(Long.BYTES);
        long value = packet.getLong();
        if (value < 0) {
            throw new MalformedPacketException("a position or size above 2^63-1");
        }
        return value;
    }

    /** The bytes of a string, without a copy. */
    ByteBuffer bytes() throws MalformedPacketException {
        long length = uint32();
        if (length > packet.remaining()) {
            throw new MalformedPacketException(
                    "a string of " + length + " bytes in a packet with " + packet.remaining());
        }
        ByteBuffer bytes = packet.slice(packet.position(), (int) length);
        packet.position(packet.position() + (int) length);
        return bytes;
    }

    /** A string as text. What is not UTF-8 is refused: a name that was mended would be another name. */
    String text() throws MalformedPacketException {
        ByteBuffer bytes = bytes();
        String text = new String(bytes.array(), bytes.arrayOffset(), bytes.remaining(), StandardCharsets.UTF_8);
        // Decoding puts this character where it cannot decode; only then is it worth looking closer.
        if (text.indexOf(REPLACEMENT) >= 0) {
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            } catch (CharacterCodingException invalid) {
                throw new MalformedPacketException("a name that is not UTF-8");
            }
        }
        return text;
    }

    boolean hasMore() {
        return packet.hasRemaining();
    }

    private void require(int bytes) throws MalformedPacketException {
        if (packet.remaining() < bytes) {
            throw new MalformedPacketException("the packet ends too early");
        }
    }
}
