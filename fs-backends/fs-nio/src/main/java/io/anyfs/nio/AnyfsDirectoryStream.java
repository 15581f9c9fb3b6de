package io.anyfs.nio;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The entries of a directory. After a close, what was read already may still come. */
final class AnyfsDirectoryStream implements DirectoryStream<Path> {

    private final AnyfsPath directory;
    private final DirectoryListing listing;
    private final Filter<? super Path> filter;
    private boolean iterated;
    private volatile boolean closed;

    AnyfsDirectoryStream(AnyfsPath directory, DirectoryListing listing, Filter<? super Path> filter) {
        this.directory = directory;
        this.listing = listing;
        this.filter = filter;
    }

    @Override
    public synchronized Iterator<Path> iterator() {
        if (iterated || closed) {
            throw new IllegalStateException(closed ? "the stream is closed" : "there is one iterator only");
        }
        iterated = true;
        return new Entries();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listing.close();
    }

    private final class Entries implements Iterator<Path> {
        private @Nullable Path ahead;

        @Override
        public synchronized boolean hasNext() {
            if (ahead == null && !closed) {
                try {
                    ahead = find();
                } catch (IOException failure) {
                    if (!closed) {
                        throw new DirectoryIteratorException(failure);
                    }
                }
            }
            return ahead != null;
        }

        private @Nullable Path find() throws IOException {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                Path path = directory.child(entry.name());
                if (filter.accept(path)) {
                    return path;
                }
            }
            return null;
        }

        @Override
        public synchronized Path next() {
            Path next = hasNext() ? ahead : null;
            if (next == null) {
                throw new NoSuchElementException();
            }
            ahead = null;
            return next;
        }
    }
}
