package io.anyfs.cache;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;

/** A write through the cache: what is stored of the file goes when it is published, or before it is changed in place. */
final class CachedWriteHandle extends ForwardingWriteHandle {

    private final Changes.Change change;
    private final boolean inPlace;

    /**
     * A wrapper of this handle.
     *
     * @param change of the file; has begun where {@code inPlace}
     */
    CachedWriteHandle(BackendWriteHandle delegate, Changes.Change change, boolean inPlace) {
        super(delegate);
        this.change = change;
        this.inPlace = inPlace;
    }

    @Override
    public FileInfo commit() throws IOException {
        if (!inPlace) {
            change.begin();
        }
        try {
            FileInfo info = super.commit();
            change.replaced(info);
            return info;
        } finally {
            change.end();
        }
    }

    @Override
    public void abort() throws IOException {
        try {
            super.abort();
        } finally {
            if (inPlace) {
                change.end();
            }
        }
    }
}
