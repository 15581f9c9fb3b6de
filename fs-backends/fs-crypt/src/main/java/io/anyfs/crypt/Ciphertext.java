package io.anyfs.crypt;

import io.anyfs.FsPath;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One version of an encrypted file, as the storage holds it. Safe for use by many threads. */
final class Ciphertext {

    private final BackendReadHandle handle;
    private final FileCipher cipher;
    private final FsPath path;
    private final long plainSize;
    private volatile @Nullable ByteBuffer header;
    private volatile boolean endVerified;

    /**
     * Takes a handle, which is still the caller's if this throws.
     *
     * @throws TamperedFileException if no file has a ciphertext of this size
     */
    Ciphertext(BackendReadHandle handle, FileCipher cipher, FsPath path) throws IOException {
        this.handle = handle;
        this.cipher = cipher;
        this.path = path;
        this.plainSize = cipher.layout().plainSize(size());
        if (plainSize < 0) {
            throw new TamperedFileException(
                    path.toString(), "no encrypted file has " + size() + " bytes: cut, or not encrypted");
        }
    }

    FileCipher cipher() {
        return cipher;
    }

    /** Bytes of the ciphertext. */
    long size() {
        return handle.info().size();
    }

    /** Bytes of the file, which nobody vouches for before the last segment was decrypted. */
    long plainSize() {
        return plainSize;
    }

    boolean isEndVerified() {
        return endVerified;
    }

    void verifiedEnd() {
        endVerified = true;
    }

    void header(ByteBuffer read) {
        header = copy(read);
    }

    ByteBuffer header() throws IOException {
        ByteBuffer known = header;
        if (known == null) {
            known = ByteBuffer.allocate(SegmentLayout.HEADER);
            read(known, 0);
            header = known;
        }
        return known.duplicate();
    }

    /** Fills the buffer from a position, and flips it. */
    void read(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        while (target.hasRemaining()) {
            if (handle.read(target, position + target.position() - start) < 0) {
                throw tampered("it ended at " + (position + target.position() - start) + " of " + size(), null);
            }
        }
        target.flip();
    }

    TamperedFileException tampered(String reason, @Nullable Exception cause) {
        TamperedFileException failure = new TamperedFileException(path.toString(), reason);
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }

    void close() throws IOException {
        handle.close();
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }
}
