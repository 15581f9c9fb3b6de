package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.QuotaExceededException;
import io.anyfs.s3.Bucket.Condition;
import io.anyfs.s3.Bucket.Content;
import io.anyfs.s3.Bucket.SourceRange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An upload in parts, several under way at once. Begun with the first part; invisible until it is completed. Used by one thread
 * at a time, except {@link #abort}.
 */
final class ObjectUpload {

    private static final int PARALLEL_PARTS = 4;

    private final Bucket bucket;
    private final ExecutorService workers;
    private final PartMemory.Share memory;
    private final String key;
    private final FsPath path;
    private final Semaphore slots = new Semaphore(PARALLEL_PARTS);
    private final List<Part> parts = new ArrayList<>();
    private @Nullable String uploadId;
    private int checked;
    private boolean ended;

    ObjectUpload(Bucket bucket, ExecutorService workers, PartMemory.Share memory, String key, FsPath path) {
        this.bucket = bucket;
        this.workers = workers;
        this.memory = memory;
        this.key = key;
        this.path = path;
    }

    boolean isBegun() {
        return !parts.isEmpty();
    }

    /** How many parts there are. */
    int count() {
        return parts.size();
    }

    /** Sends a part, and returns when there is room for the next one. Takes over its memory, whatever comes. */
    void send(PartBody body, Content content) throws IOException {
        boolean taken = false;
        try {
            String id = begin(content);
            int number = parts.size() + 1;
            submit(new Part(
                    () -> bucket.uploadPart(key, id, number, body, path), () -> memory.giveBack(body.chunks())));
            taken = true;
        } finally {
            if (!taken) {
                memory.giveBack(body.chunks());
            }
        }
    }

    /** Makes a range of a stored object the next part. */
    void copy(SourceRange source, Content content) throws IOException {
        String id = begin(content);
        int number = parts.size() + 1;
        submit(new Part(() -> bucket.copyPart(key, id, number, source, path), () -> {}));
    }

    /** Publishes what was sent, when all of it has arrived. The SDK's exceptions come through. */
    String complete(Condition condition) throws IOException {
        List<CompletedPart> completed = new ArrayList<>(parts.size());
        for (Part part : parts) {
            completed.add(part.result());
        }
        String id = uploadId;
        if (id == null) {
            throw new IllegalStateException("an upload without parts");
        }
        return bucket.complete(key, id, completed, condition);
    }

    /** Gives up what was sent. Safe to call at any time, also twice, and while another thread is sending. */
    void abort() throws IOException {
        String id;
        List<Part> sent;
        synchronized (this) {
            ended = true;
            id = uploadId;
            uploadId = null;
            sent = List.copyOf(parts);
        }
        memory.close();
        sent.forEach(Part::cancel);
        if (id != null) {
            awaitEnds();
            Uninterrupted.run(() -> bucket.abortUpload(key, id, path));
        }
    }

    /** A part that arrives after the abort would stay for ever. */
    private void awaitEnds() {
        slots.acquireUninterruptibly(PARALLEL_PARTS);
        slots.release(PARALLEL_PARTS);
    }

    private String begin(Content content) throws IOException {
        requireOpen();
        String id = uploadId;
        if (id == null) {
            String created = bucket.createUpload(key, content, path);
            synchronized (this) {
                if (!ended) {
                    uploadId = created;
                    return created;
                }
            }
            Uninterrupted.run(() -> bucket.abortUpload(key, created, path));
            throw new AsynchronousCloseException();
        }
        return id;
    }

    private void submit(Part part) throws IOException {
        if (parts.size() >= PartSizes.MAX_PARTS) {
            throw new QuotaExceededException(
                    path.toString(), "an upload has at most " + PartSizes.MAX_PARTS + " parts");
        }
        // A failure is told with the next part, not only at the end.
        for (; checked < parts.size() && parts.get(checked).isDone(); checked++) {
            parts.get(checked).result();
        }
        try {
            slots.acquire();
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
        boolean submitted = false;
        try {
            synchronized (this) {
                requireOpen();
                part.submit();
                parts.add(part);
                submitted = true;
            }
        } catch (RejectedExecutionException closed) {
            throw new AsynchronousCloseException();
        } finally {
            if (!submitted) {
                slots.release();
            }
        }
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

    /** A part that is under way or has arrived. */
    private final class Part implements Callable<CompletedPart> {

        private final Callable<CompletedPart> request;
        private final Runnable afterwards;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final FutureTask<CompletedPart> task = new FutureTask<>(this);

        Part(Callable<CompletedPart> request, Runnable afterwards) {
            this.request = request;
            this.afterwards = afterwards;
        }

        void submit() {
            workers.execute(task);
        }

        @Override
        public CompletedPart call() throws Exception {
            if (!begun.compareAndSet(false, true)) {
                throw new AsynchronousCloseException();
            }
            try {
                return request.call();
            } finally {
                end();
            }
        }

        /** Interrupts the request. What has not begun never does. */
        void cancel() {
            if (begun.compareAndSet(false, true)) {
                end();
            }
            task.cancel(true);
        }

        boolean isDone() {
            return task.isDone();
        }

        CompletedPart result() throws IOException {
            try {
                return task.get();
            } catch (InterruptedException interrupted) {
                throw interrupted();
            } catch (CancellationException cancelled) {
                throw new AsynchronousCloseException();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof IOException failure) {
                    throw failure;
                }
                throw new IOException(path + ": a part failed", failed.getCause());
            }
        }

        private void end() {
            slots.release();
            afterwards.run();
        }
    }
}
