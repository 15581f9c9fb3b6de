package io.anyfs.s3;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteMode;
import io.anyfs.s3.Bucket.Content;
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
 *
 * <p>The bytes of the object, from its start: those that were {@code sent} and cannot be changed any more, those of the part
 * in memory, and those of the spill file. What an update keeps of the old object is copied by the store.
 */
final class S3WriteHandle implements BackendWriteHandle {

    private final Storage storage;
    private final Publication publication;
    private final PartSizes sizes;
    private final PartMemory.Share memory;
    private final EarlyBytes early;
    private final ObjectUpload upload;

    /** What the upload in parts was begun with; {@code null} before it is begun. */
    private @Nullable Content contentOfParts;

    private AttributeChanges attributesOfParts = AttributeChanges.NONE;
    private PartBuffer part;
    private @Nullable SpillFile spill;
    /** The object that an update starts from, while nothing of it has been decided. */
    private @Nullable HeadObjectResponse undecided;
    /** The object whose first bytes are those of this one, as far as nobody wrote over them. */
    private @Nullable StoredBytes base;
    /** How many bytes the base still gives. */
    private long baseBytes;
    /** How many bytes are parts already. */
    private long sent;

    private long size;
    private long next;
    private boolean ended;

    S3WriteHandle(Storage storage, Publication publication, @Nullable HeadObjectResponse start) {
        this.storage = storage;
        this.publication = publication;
        this.sizes = PartSizes.of(
                storage.options().partSize(),
                storage.memory().largestPart(),
                publication.options().expectedSize());
        this.memory = storage.memory().share();
        this.early = new EarlyBytes(storage.memory());
        this.upload =
                new ObjectUpload(storage.bucket(), storage.workers(), memory, publication.key(), publication.path());
        this.part = newPart();
        if (start != null && start.contentLength() > 0) {
            undecided = start;
            base = new StoredBytes(storage.bucket(), publication.key(), start.eTag(), publication.path());
            baseBytes = start.contentLength();
            size = baseBytes;
        }
        this.next = publication.options().mode() == WriteMode.APPEND ? size : 0;
    }

    @Override
    public synchronized void write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        write(source, next);
        next += bytes;
    }

    @Override
    public synchronized void write(ByteBuffer source, long position) throws IOException {
        requireOpen();
        if (!source.hasRemaining()) {
            return;
        }
        long end = position + source.remaining();
        decide(position);
        requireUnsent(position);
        if (spill != null) {
            spill.write(source, position);
        } else if (position <= end()) {
            overwriteAndAppend(source, position);
            takeEarly();
        } else if (!early.offer(source, position)) {
            spill().write(source, position);
        }
        size = Math.max(size, end);
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
        requireOpen();
        int read = 0;
        while (target.hasRemaining() && position + read < size) {
            int limit = target.limit();
            target.limit((int) Math.min(limit, target.position() + size - position - read));
            read += readOnce(target, position + read);
            target.limit(limit);
        }
        return read == 0 && position >= size ? -1 : read;
    }

    @Override
    public synchronized void truncate(long newSize) throws IOException {
        requireOpen();
        if (newSize < size) {
            decide(newSize);
            requireUnsent(newSize);
            early.truncate(newSize);
            if (spill != null) {
                spill.truncate(newSize);
            } else if (newSize < end()) {
                part.truncate((int) (newSize - sent));
            }
            baseBytes = Math.min(baseBytes, newSize);
        }
        size = newSize;
    }

    @Override
    public synchronized long size() {
        return size;
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
        boolean published = false;
        try {
            decide(size);
            fill();
            FileInfo info = publishAmongOthers();
            published = true;
            return info;
        } finally {
            end(published);
        }
    }

    @Override
    public void abort() throws IOException {
        // Without the lock: a write may be waiting in it, for memory or for a part.
        upload.abort();
        synchronized (this) {
            end(true);
        }
    }

    /** The directory is not deleted meanwhile, by this process. */
    private FileInfo publishAmongOthers() throws IOException {
        FsPath path = publication.path();
        try (PathLocks.Held held = storage.locks().take(List.of(), List.of(path.parentOrRoot()))) {
            held.require();
            storage.directories().requireFree(path);
            return upload.isBegun() ? publishParts() : publishWhole();
        }
    }

    private FileInfo publishWhole() throws IOException {
        PartBody body = part.seal();
        try {
            Content content = publication.content(Instant.now());
            return publication.publish(
                    size, content, condition -> storage.bucket().put(publication.key(), body, content, condition));
        } finally {
            memory.giveBack(body.chunks());
        }
    }

    private FileInfo publishParts() throws IOException {
        if (part.length() > 0) {
            sendPart();
        }
        Content content = contentOfParts();
        FileInfo info = publication.publish(size, content, upload::complete);
        Content wanted = publication.content(Instant.now());
        // An upload in parts takes its metadata when it begins; what came later needs a copy, which the store makes.
        return publication.attributes().equals(attributesOfParts)
                ? info
                : storage.copies().rewrite(publication.key(), info, wanted);
    }

    private Content contentOfParts() {
        Content content = contentOfParts;
        if (content == null) {
            attributesOfParts = publication.attributes();
            content = publication.content(Instant.now());
            contentOfParts = content;
        }
        return content;
    }

    // ---------------------------------------------------------------- what is kept of an old object

    /** Decides, before the first change, what becomes of the bytes that the write starts from. */
    private void decide(long position) throws IOException {
        HeadObjectResponse start = undecided;
        if (start == null) {
            return;
        }
        undecided = null;
        if (start.contentLength() < S3Options.MIN_PART_SIZE) {
            stored().appendTo(part, 0, (int) baseBytes);
            baseBytes = 0;
        } else if (position >= baseBytes) {
            copyBase(0, baseBytes);
        } else {
            spill();
        }
    }

    private void copyBase(long from, long count) throws IOException {
        long left = count;
        while (left > 0) {
            // What is left must not be less than a part has to be.
            long piece = left <= PartSizes.MAX_COPIED_PART ? left : PartSizes.MAX_COPIED_PART / 2;
            upload.copy(stored().range(from + count - left, piece), contentOfParts());
            left -= piece;
        }
        sent += count;
        part = newPart();
    }

    // ---------------------------------------------------------------- bytes in order

    /** Where the bytes in memory end. */
    private long end() {
        return sent + part.length();
    }

    private void overwriteAndAppend(ByteBuffer source, long position) throws IOException {
        part.overwrite(source, (int) (position - sent));
        while (source.hasRemaining()) {
            makeRoom();
            part.append(source);
        }
    }

    private void appendZeros(long zeros) throws IOException {
        for (long left = zeros; left > 0; ) {
            makeRoom();
            int count = (int) Math.min(left, part.room());
            part.appendZeros(count);
            left -= count;
        }
    }

    private void makeRoom() throws IOException {
        requireOpen();
        if (part.room() == 0) {
            sendPart();
        }
    }

    private void takeEarly() throws IOException {
        for (ByteBuffer piece = early.takeAt(end()); piece != null; piece = early.takeAt(end())) {
            overwriteAndAppend(piece, end());
        }
    }

    private void sendPart() throws IOException {
        PartBody body = part.seal();
        sent += body.length();
        upload.send(body, contentOfParts());
        part = newPart();
    }

    private PartBuffer newPart() {
        return new PartBuffer(memory, (int) sizes.of(upload.count() + 1));
    }

    // ---------------------------------------------------------------- bytes in no order

    private SpillFile spill() throws IOException {
        SpillFile file = spill;
        if (file == null) {
            file = SpillFile.create();
            spill = file;
            ByteBuffer chunk = ByteBuffer.allocate(PartMemory.CHUNK);
            for (int offset = 0; offset < part.length(); offset += chunk.limit()) {
                part.read(chunk.clear(), offset);
                file.write(chunk.flip(), sent + offset);
            }
            part.truncate(0);
            while (!early.isEmpty()) {
                long first = early.first();
                ByteBuffer piece = early.takeAt(first);
                if (piece != null) {
                    file.write(piece, first);
                }
            }
        }
        return file;
    }

    /** Brings all bytes into parts but those of the last one, which is in memory then. */
    private void fill() throws IOException {
        SpillFile file = spill;
        while (end() < size) {
            long position = end();
            if (file == null) {
                ByteBuffer piece = early.takeAt(position);
                if (piece != null) {
                    overwriteAndAppend(piece, position);
                } else {
                    appendZeros((early.isEmpty() ? size : early.first()) - position);
                }
                continue;
            }
            long written = file.writtenFrom(position);
            if (written > 0) {
                appendFrom(file, position, Math.min(written, size - position));
                continue;
            }
            long gapEnd = Math.min(size, file.nextWritten(position));
            if (position < baseBytes) {
                appendFromBase(position, Math.min(gapEnd, baseBytes) - position);
            } else {
                appendZeros(gapEnd - position);
            }
        }
    }

    private void appendFrom(SpillFile file, long position, long count) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(PartMemory.CHUNK);
        for (long done = 0; done < count; done += chunk.limit()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), count - done));
            while (chunk.hasRemaining()) {
                file.read(chunk, position + done + chunk.position());
            }
            overwriteAndAppend(chunk.flip(), end());
        }
    }

    /** Lets the store copy what is large enough to be a part, and fetches no more than makes a part of what is not. */
    private void appendFromBase(long position, long count) throws IOException {
        boolean partIsWhole = part.length() == 0 || part.length() >= S3Options.MIN_PART_SIZE;
        if (partIsWhole && count >= S3Options.MIN_PART_SIZE) {
            if (part.length() > 0) {
                sendPart();
            }
            copyBase(position, count);
            return;
        }
        makeRoom();
        long wanted = count < 2L * S3Options.MIN_PART_SIZE ? count : S3Options.MIN_PART_SIZE - part.length();
        stored().appendTo(part, position, (int) Math.min(wanted, part.room()));
    }

    // ---------------------------------------------------------------- reading back

    private int readOnce(ByteBuffer target, long position) throws IOException {
        if (undecided != null || position < sent) {
            return readStored(target, position, baseBytes);
        }
        SpillFile file = spill;
        long gapEnd = size;
        if (file != null) {
            long written = file.writtenFrom(position);
            if (written > 0) {
                target.limit((int) Math.min(target.limit(), target.position() + written));
                return file.read(target, position);
            }
            gapEnd = Math.min(gapEnd, file.nextWritten(position));
            if (position < baseBytes) {
                return readStored(target, position, Math.min(gapEnd, baseBytes));
            }
        } else if (position < end()) {
            return part.read(target, (int) (position - sent));
        } else {
            int read = early.read(target, position);
            if (read > 0) {
                return read;
            }
            gapEnd = early.isEmpty() || early.first() < position ? position + 1 : early.first();
        }
        int zeros = (int) Math.min(target.remaining(), gapEnd - position);
        target.put(new byte[zeros]);
        return zeros;
    }

    private int readStored(ByteBuffer target, long position, long end) throws IOException {
        if (position >= end) {
            throw new FileSystemException(
                    publication.path().toString(),
                    null,
                    "the bytes before " + sent
                            + " were sent to the store already, and cannot be read before the commit");
        }
        return stored().read(target, position, end);
    }

    // ---------------------------------------------------------------- the rest

    private StoredBytes stored() {
        StoredBytes stored = base;
        if (stored == null) {
            throw new IllegalStateException("there is no object to start from");
        }
        return stored;
    }

    private void requireUnsent(long position) throws FileSystemException {
        if (position < sent) {
            throw new FileSystemException(
                    publication.path().toString(),
                    null,
                    "the bytes before " + sent
                            + " were sent to the store already, and cannot be changed before the commit");
        }
    }

    private void requireOpen() throws AsynchronousCloseException {
        if (ended) {
            throw new AsynchronousCloseException();
        }
    }

    private void end(boolean clean) throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        early.clear();
        part.truncate(0);
        memory.close();
        try {
            if (!clean) {
                upload.abort();
            }
        } finally {
            if (spill != null) {
                spill.close();
            }
        }
    }
}
