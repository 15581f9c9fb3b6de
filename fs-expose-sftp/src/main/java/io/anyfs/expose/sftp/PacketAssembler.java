package io.anyfs.expose.sftp;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream of a channel into packets: four bytes of length, then so many bytes. A packet is copied once, from the
 * transport's buffer into an array of its own. Not safe for use by many threads.
 */
final class PacketAssembler {

    /** The longest packet that is taken: writes of 256 KiB, and room for what is around the bytes. */
    static final int MAX_PACKET = 256 * 1024 + PacketArrays.MARGIN;

    private final Consumer<Packet> packets;
    private int length;
    private int lengthBytes;
    private byte @Nullable [] packet;
    private int filled;

    PacketAssembler(Consumer<Packet> packets) {
        this.packets = packets;
    }

    void append(byte[] source, int offset, int count) throws MalformedPacketException {
        int next = offset;
        int end = offset + count;
        while (next < end) {
            if (packet == null) {
                length = (length << 8) | (source[next++] & 0xFF);
                if (++lengthBytes == Integer.BYTES) {
                    begin();
                }
            } else {
                int taken = Math.min(length - filled, end - next);
                System.arraycopy(source, next, packet, filled, taken);
                next += taken;
                filled += taken;
                if (filled == length) {
                    packets.accept(new Packet(packet, length));
                    packet = null;
                    length = 0;
                }
            }
        }
    }

    private void begin() throws MalformedPacketException {
        if (length < 1 || length > MAX_PACKET) {
            throw new MalformedPacketException(
                    "a packet of " + Integer.toUnsignedString(length) + " bytes; at most " + MAX_PACKET + " are taken");
        }
        packet = PacketArrays.take(length);
        filled = 0;
        lengthBytes = 0;
    }
}
