package io.anyfs.compress;

import io.anyfs.FileInfo;
import io.anyfs.IsDirectoryException;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A listing with the sizes that files have when they are read. Looks into several at the same time, and no further ahead than that.
 */
final class CompressListing implements BackendListing {

    private final BackendListing stored;
    private final Sizes sizes;
    private final ExecutorService workers;
    private final int lookAhead;
    // Guarded by itself, as a close may come from another thread.
    private final Deque<Future<Optional<FileInfo>>> pending = new ArrayDeque<>();
    private boolean ended;
    private volatile boolean closed;

    CompressListing(BackendListing stored, Sizes sizes, ExecutorService workers, int lookAhead) {
        this.stored = stored;
        this.sizes = sizes;
        this.workers = workers;
        this.lookAhead = lookAhead;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        while (true) {
            lookAhead();
            Future<Optional<FileInfo>> first;
            synchronized (pending) {
                first = pending.poll();
            }
            if (first == null) {
                return null;
            }
            Optional<FileInfo> entry = result(first);
            if (entry.isPresent()) {
                return entry.get();
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        cancel();
        stored.close();
    }

    private void lookAhead() throws IOException {
        while (!ended) {
            synchronized (pending) {
                if (pending.size() >= lookAhead) {
                    return;
                }
            }
            FileInfo next = stored.next();
            if (next == null) {
                ended = true;
                return;
            }
            Future<Optional<FileInfo>> look =
                    lookAhead == 1 || sizes.knows(next) ? CompletableFuture.completedFuture(look(next)) : submit(next);
            synchronized (pending) {
                pending.add(look);
            }
            if (closed) {
                cancel();
            }
        }
    }

    private Future<Optional<FileInfo>> submit(FileInfo entry) throws AsynchronousCloseException {
        try {
            return workers.submit(() -> look(entry));
        } catch (RejectedExecutionException closedUnderUs) {
            throw new AsynchronousCloseException();
        }
    }

    /** Nothing if the file went away, or became something else, since it was listed. */
    private Optional<FileInfo> look(FileInfo entry) throws IOException {
        try {
            return Optional.of(sizes.of(entry));
        } catch (NoSuchFileException | IsDirectoryException | NotDirectoryException gone) {
            return Optional.empty();
        }
    }

    private Optional<FileInfo> result(Future<Optional<FileInfo>> look) throws IOException {
        try {
            return look.get();
        } catch (InterruptedException interrupt) {
            look.cancel(true);
            cancel();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the sizes of files");
        } catch (CancellationException cancelled) {
            throw new AsynchronousCloseException();
        } catch (ExecutionException failed) {
            throw failure(failed.getCause());
        }
    }

    /** The failure of another thread; that one's stack stays with it. */
    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof IOException known) {
            return known;
        } else if (cause instanceof RuntimeException unexpected) {
            throw unexpected;
        } else if (cause instanceof Error error) {
            throw error;
        }
        return new IOException(cause);
    }

    private void cancel() {
        synchronized (pending) {
            pending.forEach(look -> look.cancel(true));
        }
    }
}
