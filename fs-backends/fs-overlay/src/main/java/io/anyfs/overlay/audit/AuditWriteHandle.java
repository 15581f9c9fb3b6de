package io.anyfs.overlay.audit;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A write that counts what is written, and is recorded when it is committed or aborted. */
final class AuditWriteHandle extends ForwardingWriteHandle {

    private final Auditor auditor;
    private final FsPath path;
    private final long begin = System.nanoTime();
    private volatile long bytes;
    private @Nullable MessageDigest digest;

    /** A write with a digest of all bytes of the file; without one where it is not asked for or the file begins with others. */
    AuditWriteHandle(BackendWriteHandle file, Auditor auditor, FsPath path, @Nullable MessageDigest digest) {
        super(file);
        this.auditor = auditor;
        this.path = path;
        this.digest = digest;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        ByteBuffer written = source.duplicate();
        super.write(source);
        count(written.remaining());
        if (digest != null) {
            digest.update(written);
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        int written = source.remaining();
        super.write(source, position);
        count(written);
        digest = null;
    }

    @Override
    public void truncate(long size) throws IOException {
        super.truncate(size);
        digest = null;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time; volatile for whoever aborts it
    private void count(int written) {
        bytes += written;
    }

    @Override
    public FileInfo commit() throws IOException {
        FileInfo info;
        try {
            info = super.commit();
        } catch (IOException | RuntimeException | Error failure) {
            auditor.failed(Operation.COMMIT, path, null, bytes, begin, failure);
            throw failure;
        }
        String sha256 = digest == null ? null : HexFormat.of().formatHex(digest.digest());
        auditor.done(Operation.COMMIT, path, null, bytes, begin, sha256);
        return info;
    }

    @Override
    public void abort() throws IOException {
        try {
            super.abort();
        } catch (IOException | RuntimeException | Error failure) {
            auditor.failed(Operation.ABORT, path, null, bytes, begin, failure);
            throw failure;
        }
        auditor.done(Operation.ABORT, path, null, bytes, begin, null);
    }
}
