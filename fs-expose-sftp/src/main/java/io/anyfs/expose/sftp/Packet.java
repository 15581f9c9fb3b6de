package io.anyfs.expose.sftp;

/** A packet of a client, at the beginning of an array from {@link PacketArrays}. */
final class Packet {

    private final byte[] bytes;
    private final int length;

    Packet(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
