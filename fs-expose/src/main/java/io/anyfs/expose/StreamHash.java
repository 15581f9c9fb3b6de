package io.anyfs.expose;

import io.anyfs.tree.HashAlgorithm;
import io.anyfs.tree.HashComputation;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a file whose bytes pass by in order from the first on; of no other. Safe for use by many threads. */
final class StreamHash {

    private @Nullable HashComputation hash = HashAlgorithm.SHA_256.begin();
    private long next;

    /** These bytes passed by. Takes none of them out of the buffer. */
    synchronized void add(long position, ByteBuffer bytes) {
        if (position != next) {
            hash = null;
        }
        if (hash != null) {
            next += bytes.remaining();
            hash.update(bytes.duplicate());
        }
    }

    /** The file has bytes that did not pass by. */
    synchronized void spoil() {
        hash = null;
    }

    /** In hexadecimal, if what passed by is a whole file of this size. To be asked once. */
    synchronized @Nullable String ofWhole(long size) {
        HashComputation whole = hash;
        hash = null;
        return whole == null || next != size ? null : whole.hex();
    }
}
