package io.anyfs;

import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.lifecycle.ResourceNode;
import io.anyfs.spi.BackendListing;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a directory, read page by page. Links are listed as themselves. The order is the storage's. Closes itself
 * at the end; close it when you stop before. Not safe for use by many threads.
 */
public final class DirectoryListing implements Closeable {

    private final FileSystem owner;
    private final FsPath directory;
    private final BackendListing backend;
    private final ResourceNode node;
    private boolean ended;

    private DirectoryListing(FileSystem owner, FsPath directory, BackendListing backend, ResourceNode node) {
        this.owner = owner;
        this.directory = directory;
        this.backend = backend;
        this.node = node;
    }

    static DirectoryListing open(FileSystem owner, FsPath directory, BackendListing backend) throws IOException {
        Closeable closing = FailureContext.describing(backend, directory, owner.backendName());
        ResourceNode node = owner.adopt(ResourceKind.LISTING, Operation.LIST, directory, closing);
        DirectoryListing listing = new DirectoryListing(owner, directory, backend, node);
        node.watch(listing);
        return listing;
    }

    /** The directory that is listed. */
    public FsPath directory() {
        return directory;
    }

    /**
     * The next entry; {@code null} at the end, again and again.
     *
     * @throws java.nio.channels.ClosedChannelException if the listing was closed before its end
     */
    public @Nullable FileInfo next() throws IOException {
        if (ended) {
            return null;
        }
        if (node.isClosed()) {
            throw ClosedFailures.handle(Operation.LIST, directory, owner.backendName());
        }
        FileInfo next;
        try {
            next = backend.next();
        } catch (IOException failure) {
            throw owner.describe(Operation.LIST, directory, failure);
        }
        if (next == null) {
            ended = true;
            close();
        }
        return next;
    }

    /** The rest of the entries; failures come as {@link UncheckedIOException}. Closing the stream closes the listing. */
    public Stream<FileInfo> stream() {
        Iterator<FileInfo> entries = new Entries();
        int characteristics = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, characteristics), false)
                .onClose(this::closeUnchecked);
    }

    @Override
    public void close() throws IOException {
        node.close();
    }

    private void closeUnchecked() {
        try {
            close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private final class Entries implements Iterator<FileInfo> {
        private @Nullable FileInfo ahead;

        @Override
        public boolean hasNext() {
            if (ahead == null) {
                try {
                    ahead = DirectoryListing.this.next();
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
            return ahead != null;
        }

        @Override
        public FileInfo next() {
            FileInfo next = hasNext() ? ahead : null;
            if (next == null) {
                throw new NoSuchElementException();
            }
            ahead = null;
            return next;
        }
    }
}
