package io.anyfs.expose.sftp;

import io.anyfs.spi.ArrayPool;

/**
 * Arrays for the packets that carry the bytes of files, in either direction: those of OpenSSH's client, which are as long as they
 * may be, and those of the others, who keep to the 32 KiB that every server takes. Packets of other lengths get new arrays. Safe
 * for use by many threads.
 */
final class PacketArrays {

    /** Room for what is around the bytes. */
    static final int MARGIN = 1024;

    private static final ArrayPool SMALL = new ArrayPool(32 * 1024 + MARGIN, 512);
    private static final ArrayPool LARGE = new ArrayPool(PacketAssembler.MAX_PACKET, 128);

    private PacketArrays() {}

    /** An array of at least a length, with any content. */
    static byte[] take(int length) {
        if (fits(length, LARGE)) {
            return LARGE.take();
        }
        return fits(length, SMALL) ? SMALL.take() : new byte[length];
    }

    /** Takes back an array that nobody reads nor writes any more. */
    static void giveBack(byte[] array) {
        SMALL.giveBack(array);
        LARGE.giveBack(array);
    }

    /** Not so short that much of the array would be wasted. */
    private static boolean fits(int length, ArrayPool pool) {
        return length <= pool.length() && length > pool.length() / 2;
    }
}
