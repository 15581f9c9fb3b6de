package io.anyfs.compress;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.FileSystemException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A file that is compressed while it is written. The lock keeps an abort in another thread from taking away the memory that a write
 * is at work in.
 */
final class CompressWriteHandle extends ForwardingWriteHandle {

    private final BackendWriteHandle stored;
    private final FsPath path;
    private final Codec codec;
    private final Sizes sizes;
    private final @Nullable AppendStart start;
    private final Object lock = new Object();
    private @Nullable FrameWriter writer;
    /** Whether a write has failed half-way, after which nobody knows what is stored. */
    private boolean broken;

    private volatile boolean ended;
    private final AtomicBoolean gaveUp = new AtomicBoolean();

    /**
     * A handle over one of the storage.
     *
     * @param start what the file starts with, which is closed with this; {@code null} for nothing
     */
    CompressWriteHandle(BackendWriteHandle stored, FsPath path, Codec codec, Sizes sizes, @Nullable AppendStart start) {
        super(stored);
        this.stored = stored;
        this.path = path;
        this.codec = codec;
        this.sizes = sizes;
        this.start = start;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        synchronized (lock) {
            FrameWriter now = writer();
            broken = true;
            now.write(source);
            broken = false;
        }
    }

    @Override
    public void write(ByteBuffer source, long position) {
        throw new UnsupportedOperationException("compressed files are written from start to end");
    }

    @Override
    public int read(ByteBuffer target, long position) {
        throw new UnsupportedOperationException("compressed files are not read while they are written");
    }

    @Override
    public void truncate(long size) {
        throw new UnsupportedOperationException("compressed files are not cut");
    }

    @Override
    public long size() {
        FrameWriter now = writer;
        return now != null ? now.size() : start != null ? start.size() : 0;
    }

    @Override
    public FileInfo commit() throws IOException {
        synchronized (lock) {
            try {
                FrameWriter now = finish();
                FileInfo published = stored.commit();
                FileInfo info = Sizes.with(published, now.size()).withPath(path);
                sizes.learn(published.withPath(path), now.size(), now.isRaw());
                return info;
            } finally {
                ended = true;
                release(null);
            }
        }
    }

    /** All is stored, or all is given up. */
    private FrameWriter finish() throws IOException {
        try {
            FrameWriter now = writer();
            now.finish();
            return now;
        } catch (IOException | RuntimeException | Error failure) {
            IOException second = abortStored();
            if (second != null) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    @Override
    public void abort() throws IOException {
        ended = true;
        // First, and without the lock: it ends a write that holds it.
        IOException failed = closeStart(abortStored());
        synchronized (lock) {
            failed = release(failed);
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Once, also where a commit that fails meets an abort. */
    private @Nullable IOException abortStored() {
        try {
            if (!gaveUp.getAndSet(true)) {
                stored.abort();
            }
            return null;
        } catch (IOException failure) {
            return failure;
        }
    }

    private FrameWriter writer() throws IOException {
        if (ended) {
            throw new AsynchronousCloseException();
        }
        if (broken) {
            throw new FileSystemException(
                    path.toString(), null, "a write before has failed, so that bytes are missing");
        }
        FrameWriter now = writer;
        if (now == null) {
            broken = true;
            now = start == null
                    ? new FrameWriter(stored, codec, path.toString())
                    : start.copyTo(stored, codec, path.toString());
            writer = now;
            closeStart();
            broken = false;
        }
        return now;
    }

    private @Nullable IOException release(@Nullable IOException failed) {
        if (writer != null) {
            writer.release();
        }
        return closeStart(failed);
    }

    private void closeStart() throws IOException {
        if (start != null) {
            start.close();
        }
    }

    private @Nullable IOException closeStart(@Nullable IOException failed) {
        try {
            closeStart();
            return failed;
        } catch (IOException failure) {
            if (failed == null) {
                return failure;
            }
            failed.addSuppressed(failure);
            return failed;
        }
    }
}
