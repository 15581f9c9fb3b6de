package io.anyfs.tree;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A hash under way, of bytes that come one after the other. For one thread at a time. */
public interface HashComputation {

    /** Adds the bytes that remain in a buffer, and takes them out of it. */
    void update(ByteBuffer bytes);

    /** The hash of all that came, the highest byte first. Asked once. */
    byte[] digest();

    /** The same in lower-case hexadecimal digits. */
    default String hex() {
        return HexFormat.of().formatHex(digest());
    }
}
