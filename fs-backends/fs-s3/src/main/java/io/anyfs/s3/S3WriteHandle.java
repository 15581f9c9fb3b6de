package io.anyfs.s3;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * A write to an object. What comes in order is sent in parts as it comes, and is never on disk; a little disorder is put in
 * order in memory; what comes in no order goes to a file on disk, and is sent at the commit.
 */
final class S3WriteHandle implements BackendWriteHandle {

    private final Storage storage;
    private final Publication publication;
    private final ObjectUpload upload;
    private final ObjectDraft draft;
    /** For the requests of whoever calls: an abort ends them. Those of the parts have their own. */
    private final Cancellation requests = new Cancellation();

    // Guarded by this object's lock.
    private AttributeChanges attributesOfParts = AttributeChanges.NONE;
    /** What the upload in parts was begun with. */
    private @Nullable Content contentOfParts;

    private long next;
    /** A change has failed in the middle: what there is would be published with a gap. */
    private boolean broken;

    private boolean ended;

    /** @param start the object to start from, {@code null} for none */
    S3WriteHandle(Storage storage, Publication publication, @Nullable HeadObjectResponse start) {
        this.storage = storage;
        this.publication = publication;
        this.upload = new ObjectUpload(
                storage.bucket(),
                storage.transfers(),
                storage.memory(),
                publication.key(),
                publication.path(),
                this::beginParts);
        this.draft = new ObjectDraft(
                publication.path(),
                PartSizes.of(
                        storage.options().partSize(),
                        storage.memory().largestPart(),
                        publication.options().expectedSize()),
                storage.memory(),
                upload,
                storage.options().staging() == S3Options.Staging.DISK,
                start == null
                        ? null
                        : new StoredBytes(storage.bucket(), publication.key(), start.eTag(), publication.path()),
                start == null ? 0 : start.contentLength());
        this.next = publication.appends() ? draft.size() : 0;
    }

    private Content beginParts() {
        attributesOfParts = publication.attributes();
        Content content = publication.content(Instant.now());
        contentOfParts = content;
        return content;
    }

    @Override
    public synchronized void write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        write(source, next);
        next += bytes;
    }

    @Override
    public synchronized void write(ByteBuffer source, long position) throws IOException {
        requireIntact();
        if (source.hasRemaining()) {
            draft.requireWritable(position, source.remaining());
            change(() -> draft.write(source, position));
        }
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
        requireIntact();
        return requests.during(() -> draft.read(target, position));
    }

    @Override
    public synchronized void truncate(long newSize) throws IOException {
        requireIntact();
        draft.requireTruncatable(newSize);
        change(() -> draft.truncate(newSize));
    }

    @Override
    public synchronized long size() {
        return draft.size();
    }

    @Override
    public synchronized void setAttributes(AttributeChanges changes) {
        publication.change(changes);
    }

    @Override
    public void force() {
        throw new UnsupportedOperationException("nothing is stored for good before the commit");
    }

    @Override
    public synchronized FileInfo commit() throws IOException {
        requireOpen();
        FileInfo info;
        try {
            requireIntact();
            info = requests.during(() -> {
                draft.complete();
                return publish();
            });
        } catch (IOException | RuntimeException | Error failure) {
            tidyUpAfter(failure);
            throw failure;
        }
        end();
        return info;
    }

    @Override
    public void abort() throws IOException {
        // Without the lock: a call may be waiting in it, for memory, for a part, or for the store.
        draft.cancel();
        requests.cancel();
        try {
            upload.abort();
        } finally {
            synchronized (this) {
                end();
            }
        }
    }

    /** The directory is not deleted meanwhile, by this process. */
    private FileInfo publish() throws IOException {
        FsPath path = publication.path();
        try (PathLocks.Held held = storage.locks().take(List.of(), List.of(path.parentOrRoot()));
                KnownFiles.Look storing = storage.directories().storing(path)) {
            held.require();
            storage.directories().requireFree(path);
            FileInfo stored = null;
            try {
                stored = upload.count() > 0 ? publishParts() : publishWhole();
                return stored;
            } finally {
                // Also after a failure, of which the store may know nothing.
                storage.directories().stored(path, storing, stored);
            }
        }
    }

    private FileInfo publishWhole() throws IOException {
        PartBody body = draft.seal();
        try {
            Content content = publication.content(Instant.now());
            return publication.publish(
                    draft.size(),
                    content,
                    condition -> storage.bucket().put(publication.key(), body, content, condition));
        } finally {
            storage.memory().giveBack(body.chunks());
        }
    }

    private FileInfo publishParts() throws IOException {
        draft.sendLast();
        Content content = contentOfParts;
        if (content == null) {
            throw new IllegalStateException("an upload that was not begun");
        }
        FileInfo info = publication.publish(draft.size(), content, upload::complete);
        return publication.attributes().equals(attributesOfParts) ? info : withAttributes(info);
    }

    /** An upload in parts takes its metadata when it begins; what came later needs a copy, which the store makes. */
    private FileInfo withAttributes(FileInfo info) {
        try {
            return storage.copies().rewrite(publication.key(), info, publication.content(Instant.now()));
        } catch (IOException failure) {
            // The bytes are published, so that this commit cannot fail any more; what it returns tells what is there.
            return info;
        }
    }

    private void change(Cancellation.Action change) throws IOException {
        boolean done = false;
        try {
            upload.requireIntact();
            requests.during(change);
            done = true;
        } finally {
            broken |= !done;
        }
    }

    private void requireIntact() throws IOException {
        requireOpen();
        if (broken) {
            throw new FileSystemException(
                    publication.path().toString(), null, "a write failed before, so that nothing can be published");
        }
    }

    private void requireOpen() throws AsynchronousCloseException {
        if (ended) {
            throw new AsynchronousCloseException();
        }
    }

    private void tidyUpAfter(Throwable failure) {
        try {
            upload.abort();
        } catch (IOException | RuntimeException another) {
            failure.addSuppressed(another);
        } finally {
            end();
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            draft.close();
        }
    }
}
