package io.anyfs.overlay.mount;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingListing;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A listing under way in a mounted storage. */
final class MountedListing extends ForwardingListing implements OpenUse {

    private final Mount mount;
    private final FsPath directory;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Held by the one who steps: a storage does not expect a close by others at that time. */
    private final ReentrantLock stepping = new ReentrantLock();

    private MountedListing(Mount mount, FsPath directory, BackendListing inner) {
        super(inner);
        this.mount = mount;
        this.directory = directory;
    }

    /** Takes a listing that was opened in a storage that the caller has entered. */
    static MountedListing open(Place place, FsPath asked, BackendListing inner) throws IOException {
        MountedListing listing = new MountedListing(place.mount(), asked, inner);
        place.mount().opened(listing);
        return listing;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        stepping.lock();
        try {
            mount.requireThere();
            return nextOfStorage();
        } finally {
            stepping.unlock();
            if (mount.isClosed()) {
                cutOff();
            }
        }
    }

    private @Nullable FileInfo nextOfStorage() throws IOException {
        return mount.call(() -> Optional.ofNullable(super.next())).orElse(null);
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
        return directory;
    }

    /** Closes now, or lets the one who steps do it. */
    @Override
    public void cutOff() throws IOException {
        if (stepping.tryLock()) {
            try {
                close();
            } finally {
                stepping.unlock();
            }
        }
    }

    @Override
    public String toString() {
        return "listing " + directory;
    }
}
