package io.anyfs.crypt;

import com.google.crypto.tink.subtle.StreamSegmentDecrypter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** Decrypts segments of one file and keeps the last one. For one thread at a time. */
final class SegmentReader {

    private static final long NONE = -1;

    private final Ciphertext file;
    private final SegmentLayout layout;
    private final ByteBuffer ciphertext;
    private ByteBuffer plaintext = ByteBuffer.allocate(0);
    private @Nullable StreamSegmentDecrypter decrypter;
    private long kept = NONE;

    SegmentReader(Ciphertext file) {
        this.file = file;
        this.layout = file.cipher().layout();
        this.ciphertext = ByteBuffer.allocate((int) Math.min(layout.segmentSize(), file.size()));
    }

    boolean keeps(long segment) {
        return kept == segment;
    }

    boolean keepsNone() {
        return kept == NONE;
    }

    /**
     * Reads bytes of the file from a position that is in it, at least one. Whole segments go into the target directly; so a caller
     * that reads on where the last read ended gets them without a copy.
     */
    int read(ByteBuffer target, long position) throws IOException {
        int before = target.remaining();
        long next = position;
        do {
            long segment = layout.segmentOf(next);
            // A tag more than the plaintext needs: not all providers of AES-GCM are content with less.
            if (kept != segment && layout.offsetOf(next) == 0 && target.remaining() >= layout.segmentSize()) {
                ByteBuffer room = target.slice();
                decrypt(segment, room);
                target.position(target.position() + room.position());
            } else {
                ByteBuffer rest = rest(next);
                rest.limit(rest.position() + Math.min(rest.remaining(), target.remaining()));
                target.put(rest);
            }
            next = position + before - target.remaining();
        } while (next < file.plainSize()
                && (target.remaining() >= layout.segmentSize()
                        || (target.hasRemaining() && kept == layout.segmentOf(next))));
        return before - target.remaining();
    }

    /** The bytes from a position to the end of its segment. */
    ByteBuffer rest(long position) throws IOException {
        keep(layout.segmentOf(position));
        ByteBuffer rest = plaintext.duplicate();
        return rest.position(layout.offsetOf(position));
    }

    /** Decrypts a segment, and so proves that it is what was written there. */
    void keep(long segment) throws IOException {
        if (kept == segment) {
            return;
        }
        kept = NONE;
        if (plaintext.capacity() == 0) {
            plaintext = ByteBuffer.allocate(ciphertext.capacity());
        }
        plaintext.clear();
        decrypt(segment, plaintext);
        plaintext.flip();
        kept = segment;
    }

    private void decrypt(long segment, ByteBuffer target) throws IOException {
        long end = layout.cipherEnd(segment, file.size());
        long start = layout.cipherStart(segment);
        try {
            StreamSegmentDecrypter begun = decrypter;
            if (begun == null && segment == 0) {
                // One request for the header and what follows it.
                file.read(ciphertext.clear().limit((int) end), 0);
                file.header(ciphertext.slice(0, SegmentLayout.HEADER));
                ciphertext.position(SegmentLayout.HEADER);
            } else {
                file.read(ciphertext.clear().limit((int) (end - start)), start);
            }
            if (begun == null) {
                begun = file.cipher().newDecrypter(file.header());
                decrypter = begun;
            }
            boolean last = end == file.size();
            begun.decryptSegment(ciphertext, (int) segment, last, target);
            if (last) {
                file.verifiedEnd();
            }
        } catch (GeneralSecurityException tampered) {
            throw file.tampered("the bytes from " + start + " to " + end + " are not what was written", tampered);
        }
    }
}
