package io.anyfs.crypt;

import com.google.crypto.tink.subtle.StreamSegmentEncrypter;
import io.anyfs.FsPath;
import io.anyfs.StorageFullException;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Encrypts a file from its start to its end. At most a segment waits, since the last one is encrypted differently. The same as
 * Tink's encrypting channel gives, without its copy of large writes and its two segments of memory for a small file.
 */
final class SegmentWriter {

    private static final int FIRST_BUFFER = 512;

    private final SegmentLayout layout;
    private final StreamSegmentEncrypter encrypter;
    private final BackendWriteHandle target;
    private final FsPath path;

    private byte[] waiting;
    private int waitingBytes;
    private ByteBuffer ciphertext = ByteBuffer.allocate(0);
    private long segment;

    SegmentWriter(FileCipher cipher, BackendWriteHandle target, FsPath path) throws IOException {
        this.layout = cipher.layout();
        this.target = target;
        this.path = path;
        this.encrypter = cipher.newEncrypter();
        this.waiting = new byte[Math.min(FIRST_BUFFER, layout.capacity(0))];
    }

    void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            int capacity = layout.capacity(segment);
            if (waitingBytes == capacity) {
                encrypt(ByteBuffer.wrap(waiting, 0, waitingBytes), false);
                waitingBytes = 0;
            } else if (waitingBytes == 0 && source.remaining() > capacity) {
                encrypt(source.slice(source.position(), capacity), false);
                source.position(source.position() + capacity);
            } else {
                int bytes = Math.min(capacity - waitingBytes, source.remaining());
                makeRoom(waitingBytes + bytes, capacity);
                source.get(waiting, waitingBytes, bytes);
                waitingBytes += bytes;
            }
        }
    }

    /** Writes what waits as the end of the file. */
    void finish() throws IOException {
        encrypt(ByteBuffer.wrap(waiting, 0, waitingBytes), true);
    }

    private void makeRoom(int bytes, int capacity) {
        if (bytes > waiting.length) {
            waiting = Arrays.copyOf(waiting, Math.min(capacity, Math.max(bytes, 2 * waiting.length)));
        }
    }

    private void encrypt(ByteBuffer plaintext, boolean last) throws IOException {
        if (segment == SegmentLayout.MAX_SEGMENTS) {
            throw new StorageFullException(path.toString(), "an encrypted file cannot be larger");
        }
        int header = segment == 0 ? SegmentLayout.HEADER : 0;
        int bytes = header + plaintext.remaining() + SegmentLayout.TAG;
        if (ciphertext.capacity() < bytes) {
            ciphertext = ByteBuffer.allocate(bytes);
        }
        ciphertext.clear();
        if (segment == 0) {
            ciphertext.put(encrypter.getHeader());
        }
        try {
            encrypter.encryptSegment(plaintext, last, ciphertext);
        } catch (GeneralSecurityException broken) {
            throw new IOException("a segment could not be encrypted", broken);
        }
        segment++;
        target.write(ciphertext.flip());
    }
}
