package io.anyfs.overlay.mount;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/** A file of a mounted storage that is open for writing. Ends once: by its user, or because the storage goes. */
final class MountedWriteHandle extends ForwardingWriteHandle implements OpenUse {

    private final Place place;
    private final FsPath path;

    // Guarded by this object's lock.
    private boolean ending;
    private boolean committing;

    private MountedWriteHandle(Place place, FsPath path, BackendWriteHandle inner) {
        super(inner);
        this.place = place;
        this.path = path;
    }

    /** Opens a file of a storage that the caller has entered. */
    static MountedWriteHandle open(Place place, FsPath asked, WriteOptions options) throws IOException {
        MountedWriteHandle handle =
                new MountedWriteHandle(place, asked, place.backend().openWrite(place.inner(), options));
        place.mount().opened(handle);
        return handle;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        run(() -> {
            super.write(source);
            return path;
        });
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        run(() -> {
            place.requireIfCrossed(Capability.RANDOM_WRITE);
            super.write(source, position);
            return path;
        });
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return run(() -> {
            place.requireIfCrossed(Capability.READ_BACK);
            return super.read(target, position);
        });
    }

    @Override
    public void truncate(long size) throws IOException {
        run(() -> {
            place.requireIfCrossed(Capability.TRUNCATE);
            super.truncate(size);
            return path;
        });
    }

    @Override
    public void setAttributes(AttributeChanges changes) throws IOException {
        run(() -> {
            place.requireIfCrossed(changes.required());
            super.setAttributes(changes);
            return path;
        });
    }

    @Override
    public void force() throws IOException {
        run(() -> {
            place.requireIfCrossed(Capability.DURABLE);
            super.force();
            return path;
        });
    }

    private <T> T run(Mount.Work<T> work) throws IOException {
        place.mount().requireThere();
        return place.mount().call(work);
    }

    @Override
    public FileInfo commit() throws IOException {
        if (!begin(true)) {
            throw new UnmountedException(null);
        }
        try {
            return place.mount().call(() -> super.commit().withPath(path));
        } finally {
            committed();
            place.mount().ended(this);
        }
    }

    @Override
    public void abort() throws IOException {
        if (begin(false)) {
            try {
                super.abort();
            } finally {
                place.mount().ended(this);
            }
        }
    }

    @Override
    public FsPath path() {
        return path;
    }

    /** Aborts, unless it is being committed: then the storage has to stay until that is done. */
    @Override
    public void cutOff() throws IOException {
        awaitCommit();
        abort();
    }

    private synchronized boolean begin(boolean commits) {
        if (ending) {
            return false;
        }
        ending = true;
        committing = commits;
        return true;
    }

    private synchronized void committed() {
        committing = false;
        notifyAll();
    }

    private synchronized void awaitCommit() throws InterruptedIOException {
        while (committing) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw (InterruptedIOException)
                        new InterruptedIOException("interrupted while the commit was under way").initCause(interrupted);
            }
        }
    }

    @Override
    public String toString() {
        return "writing " + path;
    }
}
