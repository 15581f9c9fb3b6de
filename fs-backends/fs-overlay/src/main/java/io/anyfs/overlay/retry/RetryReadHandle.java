package io.anyfs.overlay.retry;

import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CountDownLatch;

/**
 * An open file whose reads are made again, first on what is open, then on the same version opened anew. A storage that has no
 * versions is not opened anew, as nobody could tell whether it is the same file.
 */
final class RetryReadHandle implements BackendReadHandle {

    private final Retries retries;
    private final Opening opening;
    private final FsPath path;
    private final FileInfo info;
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile BackendReadHandle current;

    RetryReadHandle(Retries retries, Opening opening, FsPath path, BackendReadHandle first) {
        this.retries = retries;
        this.opening = opening;
        this.path = path;
        this.info = first.info();
        this.current = first;
    }

    /** Opens the file once more. */
    @FunctionalInterface
    interface Opening {
        BackendReadHandle open() throws IOException;
    }

    /** Reads from what is open. */
    @FunctionalInterface
    private interface Reading {
        long from(BackendReadHandle handle) throws IOException;
    }

    @Override
    public FileInfo info() {
        return info;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int begin = target.position();
        return (int) retried(handle -> {
            target.position(begin);
            return handle.read(target, position);
        });
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        CountingChannel counting = new CountingChannel(target);
        return retried(handle -> {
            long before = counting.count();
            if (before < count) {
                handle.transferTo(position + before, count - before, counting);
            }
            return counting.count();
        });
    }

    private long retried(Reading reading) throws IOException {
        BackendReadHandle[] used = new BackendReadHandle[1];
        return retries.run(closed, attempt -> {
            if (attempt > 2) {
                reopen(used[0]);
            }
            while (true) {
                used[0] = current;
                try {
                    return reading.from(used[0]);
                } catch (ClosedChannelException failure) {
                    // Another reader may have opened it anew meanwhile.
                    if (used[0] == current) {
                        throw failure;
                    }
                }
            }
        });
    }

    private synchronized void reopen(BackendReadHandle broken) throws IOException {
        if (current != broken || info.version() == null || closed.getCount() == 0) {
            return;
        }
        BackendReadHandle opened = openSame();
        current = opened;
        broken.close();
    }

    private BackendReadHandle openSame() throws IOException {
        BackendReadHandle opened;
        try {
            opened = opening.open();
        } catch (NoSuchFileException gone) {
            FileChangedException changed =
                    new FileChangedException(path.toString(), "it is gone, and cannot be opened once more");
            changed.initCause(gone);
            throw changed;
        }
        String version = opened.info().version();
        if (version == null || !version.equals(info.version())) {
            opened.close();
            throw new FileChangedException(
                    path.toString(), "version " + info.version() + " was opened, and now there is " + version);
        }
        return opened;
    }

    @Override
    public void close() throws IOException {
        // Not under the lock: it ends a read that is blocked while the file is opened anew.
        closed.countDown();
        closeCurrent();
    }

    private synchronized void closeCurrent() throws IOException {
        current.close();
    }
}
