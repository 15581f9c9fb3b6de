package io.anyfs.expose;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a file whose bytes pass by in order from the first on; of no other. Safe for use by many threads. */
final class StreamHash {

    private @Nullable MessageDigest digest;
    private long next;

    StreamHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** These bytes passed by. Takes none of them out of the buffer. */
    synchronized void add(long position, ByteBuffer bytes) {
        if (position != next) {
            digest = null;
        }
        if (digest != null) {
            next += bytes.remaining();
            digest.update(bytes.duplicate());
        }
    }

    /** The file has bytes that did not pass by. */
    synchronized void spoil() {
        digest = null;
    }

    /** In hexadecimal, if what passed by is a whole file of this size. To be asked once. */
    synchronized @Nullable String ofWhole(long size) {
        MessageDigest whole = digest;
        digest = null;
        return whole == null || next != size ? null : HexFormat.of().formatHex(whole.digest());
    }
}
