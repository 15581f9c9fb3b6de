package io.anyfs.s3;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A listing whose entries are looked up one by one, several at once. */
final class ExactListing implements BackendListing {

    private static final int AHEAD = 16;

    private final BackendListing listing;
    private final Directories directories;
    private final ExecutorService workers;
    private final Deque<Future<@Nullable FileInfo>> lookups = new ArrayDeque<>();

    ExactListing(BackendListing listing, Directories directories, ExecutorService workers) {
        this.listing = listing;
        this.directories = directories;
        this.workers = workers;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        while (true) {
            fill();
            Future<@Nullable FileInfo> lookup = lookups.poll();
            if (lookup == null) {
                return null;
            }
            FileInfo found = result(lookup);
            if (found != null) {
                return found;
            }
        }
    }

    @Override
    public void close() throws IOException {
        lookups.forEach(lookup -> lookup.cancel(true));
        lookups.clear();
        listing.close();
    }

    private void fill() throws IOException {
        while (lookups.size() < AHEAD) {
            FileInfo listed = listing.next();
            if (listed == null) {
                return;
            }
            try {
                lookups.add(workers.submit(() -> look(listed)));
            } catch (RejectedExecutionException closed) {
                throw new AsynchronousCloseException();
            }
        }
    }

    /** {@code null} if it is gone already. */
    private @Nullable FileInfo look(FileInfo listed) throws IOException {
        try {
            return listed.isDirectory() ? directories.listed(listed.path()) : directories.find(listed.path());
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    private static @Nullable FileInfo result(Future<@Nullable FileInfo> lookup) throws IOException {
        try {
            return lookup.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (CancellationException closed) {
            throw new AsynchronousCloseException();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("a lookup failed", failed.getCause());
        }
    }
}
