package io.anyfs.cache;

import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendReadHandle;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One version of a file as the storage has it: open, or opened when a byte is needed that is not in the cache. */
final class StorageFile implements Closeable {

    private final Backend storage;
    private final FileInfo info;
    private final AtomicReference<@Nullable BackendReadHandle> handle;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile boolean closed;

    private StorageFile(Backend storage, FileInfo info, @Nullable BackendReadHandle handle) {
        this.storage = storage;
        this.info = info;
        this.handle = new AtomicReference<>(handle);
    }

    /** A file that is open. */
    static StorageFile opened(Backend storage, BackendReadHandle handle) {
        return new StorageFile(storage, handle.info(), handle);
    }

    /** A file that was looked at. */
    static StorageFile seen(Backend storage, FileInfo info) {
        return new StorageFile(storage, info, null);
    }

    FileInfo info() {
        return info;
    }

    /**
     * The file, open.
     *
     * @throws FileChangedException if it is not the version any more that was looked at
     */
    BackendReadHandle open() throws IOException {
        BackendReadHandle open = handle.get();
        if (open != null) {
            return open;
        }
        try {
            opening.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException)
                    new InterruptedIOException("interrupted while the file was being opened").initCause(interrupted);
        }
        try {
            open = handle.get();
            return open != null ? open : reopen();
        } finally {
            opening.unlock();
        }
    }

    private BackendReadHandle reopen() throws IOException {
        requireOpen();
        BackendReadHandle open = openSameVersion();
        handle.set(open);
        if (closed && handle.compareAndSet(open, null)) {
            open.close();
        }
        requireOpen();
        return open;
    }

    private BackendReadHandle openSameVersion() throws IOException {
        FsPath path = info.path();
        BackendReadHandle open;
        try {
            open = storage.openRead(path);
        } catch (NoSuchFileException | NotDirectoryException | IsDirectoryException gone) {
            FileChangedException changed = new FileChangedException(path.toString(), "it is gone");
            changed.initCause(gone);
            throw changed;
        }
        // Where it is no version that was looked at, the name may mean another file by now.
        if (FileKey.of("", 0, open.info()).equals(FileKey.of("", 0, info))) {
            return open;
        }
        open.close();
        throw new FileChangedException(path.toString(), "another version is there");
    }

    private void requireOpen() throws AsynchronousCloseException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        BackendReadHandle open = handle.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }
}
