package io.anyfs.overlay.mount;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.ForwardingReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file of a mounted storage that is open for reading. */
final class MountedReadHandle extends ForwardingReadHandle implements OpenUse {

    private final Mount mount;
    private final FsPath path;
    private final FileInfo info;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MountedReadHandle(Mount mount, FsPath path, BackendReadHandle inner) {
        super(inner);
        this.mount = mount;
        this.path = path;
        this.info = inner.info().withPath(path);
    }

    /** Opens a file of a storage that the caller has entered. */
    static MountedReadHandle open(Place place, FsPath asked) throws IOException {
        MountedReadHandle handle =
                new MountedReadHandle(place.mount(), asked, place.backend().openRead(place.inner()));
        place.mount().opened(handle);
        return handle;
    }

    @Override
    public FileInfo info() {
        return info;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        mount.requireThere();
        return mount.call(() -> super.read(target, position));
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        mount.requireThere();
        return mount.call(() -> super.transferTo(position, count, target));
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            try {
                super.close();
            } finally {
                mount.ended(this);
            }
        }
    }

    @Override
    public FsPath path() {
        return path;
    }

    @Override
    public void cutOff() throws IOException {
        close();
    }

    @Override
    public String toString() {
        return "reading " + path;
    }
}
