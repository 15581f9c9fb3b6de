package io.anyfs.crypt;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteMode;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * A file that is encrypted while it is written, from its start to its end. An append or an update encrypts all that there was again:
 * a second ciphertext under the nonce of a segment that was stored, or only sent, would give both away.
 */
final class CryptWriteHandle implements BackendWriteHandle {

    private final BackendWriteHandle target;
    private final FileCipher cipher;
    private final FsPath path;
    private final WriteMode mode;
    private final @Nullable KeptContent kept;
    private final SegmentWriter segments;

    private boolean begun;
    private volatile long written;
    private volatile boolean ended;
    private @Nullable Throwable failure;

    CryptWriteHandle(
            BackendWriteHandle target, FileCipher cipher, FsPath path, WriteMode mode, @Nullable KeptContent kept)
            throws IOException {
        this.target = target;
        this.cipher = cipher;
        this.path = path;
        this.mode = mode;
        this.kept = kept;
        this.segments = new SegmentWriter(cipher, target, path);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time; volatile for whoever asks for the size
    public void write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        attempt(() -> {
            begin();
            segments.write(source);
        });
        written += bytes;
    }

    @Override
    public void write(ByteBuffer source, long position) {
        throw new UnsupportedOperationException("an encrypted file is written from its start to its end");
    }

    @Override
    public int read(ByteBuffer buffer, long position) {
        throw new UnsupportedOperationException("an encrypted file is not read while it is written");
    }

    @Override
    public void truncate(long size) {
        throw new UnsupportedOperationException("an encrypted file is written from its start to its end");
    }

    @Override
    public long size() {
        KeptContent start = kept;
        if (start == null) {
            return written;
        }
        return mode == WriteMode.APPEND ? start.size() + written : Math.max(start.size(), written);
    }

    @Override
    public void setAttributes(AttributeChanges changes) throws IOException {
        target.setAttributes(changes);
    }

    /** What is not committed is gone after a power loss anyway, so the segment that waits may wait on. */
    @Override
    public void force() throws IOException {
        target.force();
    }

    @Override
    public FileInfo commit() throws IOException {
        try {
            finish();
            closeKept();
        } catch (IOException | RuntimeException | Error unfinished) {
            BackendWriteHandle.abortAfter(unfinished, this);
            throw unfinished;
        }
        long size = size();
        ended = true;
        return CryptBackend.withSize(target.commit(), path, size);
    }

    @Override
    public void abort() throws IOException {
        ended = true;
        try {
            closeKept();
        } finally {
            target.abort();
        }
    }

    private void finish() throws IOException {
        Throwable before = failure;
        if (before != null) {
            // What was written may end amidst a segment.
            FileSystemException refusal = new FileSystemException(
                    path.toString(), null, "a write has failed before, so there is no whole file");
            refusal.initCause(before);
            throw refusal;
        }
        attempt(() -> {
            begin();
            if (kept != null && mode == WriteMode.UPDATE) {
                kept.copyTo(segments, written, cipher.layout().segmentSize());
            }
            segments.finish();
        });
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            if (kept != null && mode == WriteMode.APPEND) {
                kept.copyTo(segments, 0, cipher.layout().segmentSize());
            }
        }
    }

    private void attempt(Step step) throws IOException {
        if (ended) {
            throw new AsynchronousCloseException();
        }
        try {
            step.run();
        } catch (IOException | RuntimeException | Error failed) {
            failure = failed;
            throw failed;
        }
    }

    private void closeKept() throws IOException {
        if (kept != null) {
            kept.close();
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
