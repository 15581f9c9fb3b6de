package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.QuotaExceededException;
import io.anyfs.s3.Bucket.SourceRange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An upload in parts, several under way at once. Begun with the first part; invisible until it is completed. Once something of it
 * has failed, all that follows fails, too, so that no object is made of parts one of which is missing. Used by one thread at a
 * time, except {@link #abort}.
 */
final class ObjectUpload {

    private static final int PARALLEL_PARTS = 4;

    private final Bucket bucket;
    private final ExecutorService transfers;
    private final PartMemory memory;
    private final String key;
    private final FsPath path;
    private final Supplier<Content> content;
    /** One for each part under way. */
    private final Semaphore slots = new Semaphore(PARALLEL_PARTS);

    private volatile @Nullable Throwable failure;
    // Guarded by this object's lock.
    private final List<PartTransfer> parts = new ArrayList<>();
    private @Nullable String uploadId;
    private boolean ended;

    /** @param content what the object is stored with, asked for when the upload begins */
    ObjectUpload(
            Bucket bucket,
            ExecutorService transfers,
            PartMemory memory,
            String key,
            FsPath path,
            Supplier<Content> content) {
        this.bucket = bucket;
        this.transfers = transfers;
        this.memory = memory;
        this.key = key;
        this.path = path;
        this.content = content;
    }

    /** How many parts there are. */
    synchronized int count() {
        return parts.size();
    }

    /** Sends a part, and returns when there is room for the next one. Takes over its memory, whatever comes. */
    void send(PartBody body) throws IOException {
        boolean taken = false;
        try {
            add((id, number) -> new PartTransfer(() -> bucket.uploadPart(key, id, number, body, path), failed -> {
                ended(failed, body.chunks());
            }));
            taken = true;
        } finally {
            if (!taken) {
                memory.giveBack(body.chunks());
            }
        }
    }

    /** Makes a range of a stored object the next part. */
    void copy(SourceRange source) throws IOException {
        add((id, number) -> new PartTransfer(
                () -> bucket.copyPart(key, id, number, source, path), failed -> ended(failed, List.of())));
    }

    /** Fails if a part has failed that was sent before. */
    void requireIntact() throws IOException {
        Throwable failed = failure;
        if (failed instanceof IOException told) {
            throw told;
        } else if (failed != null) {
            throw new IOException(path + ": a part failed", failed);
        }
    }

    /** Publishes what was sent, when all of it has arrived. The SDK's exceptions come through. */
    String complete(Condition condition) throws IOException {
        requireIntact();
        List<CompletedPart> completed = new ArrayList<>();
        try {
            for (PartTransfer part : sent()) {
                completed.add(part.await());
            }
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
        requireIntact();
        String eTag = bucket.complete(key, begun(), completed, condition);
        synchronized (this) {
            ended = true;
            uploadId = null;
        }
        return eTag;
    }

    /**
     * Gives up what was sent, and returns when nothing of it is left. Safe to call at any time, also again, and while another
     * thread is sending, which fails then; does nothing after the upload was completed.
     */
    void abort() throws IOException {
        String id;
        synchronized (this) {
            ended = true;
            id = uploadId;
        }
        // Those that wait for a thread first, or they get that of the ones before them.
        List<PartTransfer> begun = sent();
        for (int last = begun.size() - 1; last >= 0; last--) {
            begun.get(last).cancel();
        }
        // The store would keep a part for ever that arrives after the upload was given up.
        slots.acquireUninterruptibly(PARALLEL_PARTS);
        slots.release(PARALLEL_PARTS);
        if (id != null) {
            giveUp(id);
            synchronized (this) {
                uploadId = null;
            }
        }
    }

    private void giveUp(String id) throws IOException {
        Cancellation.shielded(() -> bucket.abortUpload(key, id, path));
    }

    /** Makes the next part, of the upload's identity and the part's number. */
    @FunctionalInterface
    private interface Making {
        PartTransfer of(String id, int number);
    }

    private void add(Making making) throws IOException {
        requireIntact();
        boolean added = false;
        try {
            if (count() >= PartSizes.MAX_PARTS) {
                throw new QuotaExceededException(
                        path.toString(), "an upload has at most " + PartSizes.MAX_PARTS + " parts");
            }
            PartTransfer part = making.of(begin(), count() + 1);
            slots.acquire();
            submit(part);
            added = true;
        } catch (InterruptedException interrupted) {
            throw interrupted();
        } finally {
            if (!added && failure == null) {
                failure = new IOException(path + ": a part was not sent");
            }
        }
    }

    private String begin() throws IOException {
        synchronized (this) {
            requireOpen();
            if (uploadId != null) {
                return uploadId;
            }
        }
        String created = bucket.createUpload(key, content.get(), path);
        synchronized (this) {
            if (!ended) {
                uploadId = created;
                return created;
            }
        }
        giveUp(created);
        throw new AsynchronousCloseException();
    }

    /** Submits a part, which has a slot. */
    private void submit(PartTransfer part) throws IOException {
        boolean submitted = false;
        try {
            synchronized (this) {
                requireOpen();
                parts.add(part);
                part.submit(transfers);
                submitted = true;
            }
        } catch (RejectedExecutionException closed) {
            throw new AsynchronousCloseException();
        } finally {
            if (!submitted) {
                synchronized (this) {
                    parts.remove(part);
                }
                slots.release();
            }
        }
    }

    /** A part has come to its end. Whoever sees its slot free finds its memory free and its failure told. */
    private void ended(@Nullable Throwable failed, List<byte[]> chunks) {
        if (failed != null && failure == null) {
            failure = failed;
        }
        memory.giveBack(chunks);
        slots.release();
    }

    private synchronized List<PartTransfer> sent() {
        return List.copyOf(parts);
    }

    private synchronized String begun() throws AsynchronousCloseException {
        requireOpen();
        if (uploadId == null) {
            throw new IllegalStateException("an upload without parts");
        }
        return uploadId;
    }

    private synchronized void requireOpen() throws AsynchronousCloseException {
        if (ended) {
            throw new AsynchronousCloseException();
        }
    }

    private InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException(path + ": interrupted while parts were under way");
    }
}
