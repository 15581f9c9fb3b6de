package io.anyfs.s3;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.s3.ListingOrder.Listed;
import io.anyfs.s3.ListingOrder.Question;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Fetches files before somebody asks for them, in the order in which they were listed: their facts for who asks for facts, small
 * ones as a whole for who reads one after the other. That is for those who do not mind that others may have changed a file since;
 * with {@code statCache=0} it does nothing. Safe for use by many threads.
 */
final class FilesAhead {

    /** Larger ones are not held up that much by a request. */
    private static final int LARGEST = 64 * 1024;

    private static final int MOST_STARTS = 4 * ListingOrder.MOST_EXPECTED;
    /** How old a file that was fetched may be. */
    static final Duration KEPT = Duration.ofSeconds(10);

    private final Bucket bucket;
    private final Keys keys;
    private final KnownFiles known;
    private final boolean believes;
    private final ExecutorService transfers;
    private final ReadMemory memory;
    private final Duration kept;
    private final ListingOrder order = new ListingOrder();

    // Guarded by this object's lock.
    /** The facts that are being fetched; what is there is known. */
    private final Map<FsPath, FutureTask<@Nullable FileInfo>> facts = new HashMap<>();
    /** The files that are being fetched, or are there. */
    private final Map<FsPath, Start> starts = new HashMap<>();

    private boolean willForget;
    private boolean closed;

    /** A file, with the bytes of the memory of all readers that it has. */
    private record Start(FutureTask<@Nullable ObjectStart> task, int reserved, long begun) {}

    /** @param kept for how long a file that nobody opens keeps its memory */
    FilesAhead(
            Bucket bucket,
            Keys keys,
            S3Options options,
            KnownFiles known,
            ExecutorService transfers,
            ReadMemory memory,
            Duration kept) {
        this.bucket = bucket;
        this.keys = keys;
        this.known = known;
        this.believes = !options.statCache().isZero();
        this.transfers = transfers;
        this.memory = memory;
        this.kept = kept;
    }

    /** Learns the order from a listing of a directory. */
    BackendListing learning(FsPath directory, BackendListing listing) {
        return believes ? new Learning(listing, order.record(directory)) : listing;
    }

    /** The facts of a file that are known, or are just being fetched; {@code null} if the store is to be asked. */
    @Nullable
    FileInfo facts(FsPath file) throws IOException {
        if (!believes) {
            return null;
        }
        order.asked(Question.FACTS, file).forEach(this::fetchFacts);
        FileInfo seen = known.facts(file);
        if (seen == null) {
            Future<?> underWay = underWay(file);
            if (underWay != null) {
                result(underWay);
            }
            // It may also have come between the two looks.
            seen = known.facts(file);
        }
        return seen;
    }

    /** A file that was fetched and is as what is known of it; {@code null} if the store is to be asked. Each only once. */
    @Nullable
    ObjectStart start(FsPath file) throws IOException {
        if (!believes) {
            return null;
        }
        for (Listed next : order.asked(Question.BYTES, file)) {
            if (next.size() <= LARGEST) {
                fetchStart(next);
            }
        }
        Start start;
        synchronized (this) {
            start = starts.remove(file);
        }
        if (start == null) {
            return null;
        }
        try {
            ObjectStart fetched = isOld(start) ? null : result(start.task());
            return fetched != null && fetched.info().equals(known.facts(file)) ? fetched : null;
        } finally {
            memory.release(start.reserved());
        }
    }

    /** Gives up what was fetched; nothing more is. */
    synchronized void close() {
        closed = true;
        starts.values().forEach(start -> memory.release(start.reserved()));
        starts.clear();
    }

    private synchronized @Nullable Future<?> underWay(FsPath file) {
        Start start = starts.get(file);
        return start != null ? start.task() : facts.get(file);
    }

    private synchronized void fetchFacts(Listed next) {
        FsPath file = next.path();
        if (closed || facts.containsKey(file) || starts.containsKey(file) || known.facts(file) != null) {
            return;
        }
        FutureTask<@Nullable FileInfo> task = new FutureTask<>(() -> askFacts(file));
        if (submit(task)) {
            facts.put(file, task);
        }
    }

    private @Nullable FileInfo askFacts(FsPath file) throws IOException {
        try (KnownFiles.Look look = known.look(file)) {
            HeadObjectResponse head = bucket.head(keys.file(file), file);
            FileInfo seen = head == null ? null : ObjectFacts.file(file, head);
            if (seen != null) {
                look.saw(seen);
            }
            return seen;
        } finally {
            synchronized (this) {
                facts.remove(file);
            }
        }
    }

    private synchronized void fetchStart(Listed next) {
        FsPath file = next.path();
        int reserved = Math.max(1, (int) next.size());
        if (closed || starts.containsKey(file) || starts.size() == MOST_STARTS || !memory.tryReserve(reserved, 0)) {
            return;
        }
        FutureTask<@Nullable ObjectStart> task = new FutureTask<>(() -> askStart(file, reserved));
        if (submit(task)) {
            starts.put(file, new Start(task, reserved, System.nanoTime()));
            forgetLater();
        } else {
            memory.release(reserved);
        }
    }

    private @Nullable ObjectStart askStart(FsPath file, int most) throws IOException {
        try (KnownFiles.Look look = known.look(file)) {
            ObjectStart start = ObjectStart.fetch(bucket, keys.file(file), file, most);
            if (start != null) {
                look.saw(start.info());
            }
            return start;
        }
    }

    private boolean submit(FutureTask<?> task) {
        try {
            transfers.execute(task);
            return true;
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }

    private void forgetLater() {
        if (!willForget) {
            willForget = true;
            CompletableFuture.delayedExecutor(kept.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::forget);
        }
    }

    private synchronized void forget() {
        willForget = false;
        for (Iterator<Start> all = starts.values().iterator(); all.hasNext(); ) {
            Start start = all.next();
            if (isOld(start)) {
                memory.release(start.reserved());
                all.remove();
            }
        }
        if (!starts.isEmpty()) {
            forgetLater();
        }
    }

    private boolean isOld(Start start) {
        return System.nanoTime() - start.begun() >= kept.toNanos();
    }

    /** What was fetched; {@code null} if that failed, so that who needs it asks again and is told why. */
    private static <T> @Nullable T result(Future<T> task) throws IOException {
        try {
            return task.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a file was fetched");
        } catch (ExecutionException | CancellationException failed) {
            return null;
        }
    }

    /** A listing that tells what it gives. */
    private record Learning(BackendListing listing, ListingOrder.Recording recording) implements BackendListing {

        @Override
        public @Nullable FileInfo next() throws IOException {
            FileInfo entry = listing.next();
            if (entry != null) {
                recording.listed(entry);
            }
            return entry;
        }

        @Override
        public void close() throws IOException {
            listing.close();
        }
    }
}
