package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.QuotaExceededException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an object that is being written, from its start: those that were {@code sent} and cannot be changed any more,
 * those of the part in memory, and those that are ahead of it, early in memory or spilled to a file. Where none of them are,
 * those of the {@code base} are kept: the object that an update starts from, as long as it is; else there are zeros.
 *
 * <p>What comes in order is sent in parts as it comes. Once a change has failed, nothing says what is there and what is not: the
 * draft is good for nothing but to be closed. For one thread at a time.
 */
final class ObjectDraft implements Closeable {

    private static final byte[] ZEROS = new byte[64 * 1024];

    private final FsPath path;
    private final PartSizes sizes;
    private final PartMemory.Share memory;
    private final EarlyBytes early;
    private final ObjectUpload upload;
    private final boolean staysOnDisk;
    private final @Nullable StoredBytes base;

    /** Whether it is not decided yet what becomes of the base: nothing was written. */
    private boolean undecided;
    /** How many bytes the base still gives. */
    private long baseBytes;
    /** How many bytes are parts already. */
    private long sent;

    private PartBuffer part;
    private @Nullable SpillFile spill;
    private long size;

    /**
     * A draft that starts from an object, or from nothing.
     *
     * @param upload what parts are sent by
     * @param staysOnDisk whether nothing is sent before the draft is complete
     * @param base what to start from, of so many bytes
     */
    ObjectDraft(
            FsPath path,
            PartSizes sizes,
            PartMemory memory,
            ObjectUpload upload,
            boolean staysOnDisk,
            @Nullable StoredBytes base,
            long baseBytes) {
        this.path = path;
        this.sizes = sizes;
        this.memory = memory.share();
        this.early = new EarlyBytes(memory);
        this.upload = upload;
        this.staysOnDisk = staysOnDisk;
        this.base = base;
        this.baseBytes = baseBytes;
        this.undecided = baseBytes > 0;
        this.size = baseBytes;
        this.part = newPart();
    }

    long size() {
        return size;
    }

    // ---------------------------------------------------------------- changing

    /** Refuses, with nothing done, what cannot be changed any more, and what no object can be. */
    void requireWritable(long position, long length) throws FileSystemException {
        requireUnsent(position);
        requireSize(length > Long.MAX_VALUE - position ? Long.MAX_VALUE : position + length);
    }

    void write(ByteBuffer source, long position) throws IOException {
        long end = position + source.remaining();
        decide(position);
        if (spill != null) {
            spill.write(source, position);
        } else if (staysOnDisk) {
            spill().write(source, position);
        } else if (position <= end()) {
            overwriteAndAppend(source, position);
            takeEarly();
        } else if (!early.offer(source, position)) {
            spill().write(source, position);
        }
        size = Math.max(size, end);
    }

    /** As {@link #requireWritable}. */
    void requireTruncatable(long newSize) throws FileSystemException {
        requireUnsent(Math.min(newSize, size));
        requireSize(newSize);
    }

    void truncate(long newSize) {
        if (newSize < size) {
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

    private void requireUnsent(long position) throws FileSystemException {
        if (position < sent) {
            throw new FileSystemException(path.toString(), null, sentAlready("changed"));
        }
    }

    private void requireSize(long newSize) throws QuotaExceededException {
        if (newSize > PartSizes.MAX_OBJECT) {
            throw new QuotaExceededException(
                    path.toString(), "an object has at most " + PartSizes.MAX_OBJECT + " bytes");
        }
    }

    private String sentAlready(String what) {
        return "the bytes before " + sent + " were sent to the store already, and cannot be " + what
                + " before the commit";
    }

    // ---------------------------------------------------------------- what is kept of an old object

    /** Decides, before the first change, what becomes of the base. */
    private void decide(long position) throws IOException {
        if (!undecided) {
            return;
        }
        undecided = false;
        if (baseBytes < S3Options.MIN_PART_SIZE) {
            stored().appendTo(part, 0, (int) baseBytes);
            baseBytes = 0;
        } else if (position >= baseBytes && !staysOnDisk) {
            copyBase(0, baseBytes);
        } else {
            spill();
        }
    }

    /** Lets the store make parts of a range of the base that follows what was sent. The part in memory is empty. */
    private void copyBase(long from, long count) throws IOException {
        for (long done = 0; done < count; ) {
            long piece = PartSizes.copied(count - done);
            upload.copy(stored().range(from + done, piece));
            done += piece;
        }
        sent += count;
        part = newPart();
    }

    private StoredBytes stored() {
        StoredBytes stored = base;
        if (stored == null) {
            throw new IllegalStateException("there is no object to start from");
        }
        return stored;
    }

    // ---------------------------------------------------------------- bytes in order

    /** Where the bytes in memory end. */
    private long end() {
        return sent + part.length();
    }

    /** Writes from within the part in memory, or from its end. */
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
        upload.send(body);
        part = newPart();
    }

    private PartBuffer newPart() {
        return new PartBuffer(memory, (int) sizes.of(upload.count() + 1));
    }

    // ---------------------------------------------------------------- bytes in no order

    private SpillFile spill() throws IOException {
        SpillFile file = SpillFile.create();
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
        return file;
    }

    // ---------------------------------------------------------------- sending

    /** Brings all bytes into parts but those of the last one, which is in memory then. */
    void complete() throws IOException {
        decide(size);
        SpillFile file = spill;
        while (end() < size) {
            if (file == null) {
                long gapEnd = Math.min(size, early.nextFrom(end()));
                appendZeros(gapEnd - end());
                takeEarly();
            } else {
                completeFrom(file);
            }
        }
    }

    private void completeFrom(SpillFile file) throws IOException {
        long position = end();
        long written = Math.min(file.writtenFrom(position), size - position);
        long gapEnd = Math.min(size, file.nextWritten(position));
        if (written > 0) {
            appendFrom(file, position, written);
        } else if (position < baseBytes) {
            appendFromBase(position, Math.min(gapEnd, baseBytes) - position);
        } else {
            appendZeros(gapEnd - position);
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

    /** Sends the last part, of an object that is sent in parts. */
    void sendLast() throws IOException {
        if (part.length() > 0) {
            sendPart();
        }
    }

    /** The bytes of an object of which nothing was sent in parts. The caller gives their memory back. */
    PartBody seal() {
        return part.seal();
    }

    // ---------------------------------------------------------------- reading back

    /** Reads what the object would hold; -1 at or behind its end. */
    int read(ByteBuffer target, long position) throws IOException {
        if (position >= size) {
            return -1;
        }
        int limit = target.limit();
        int read = 0;
        while (target.hasRemaining() && position + read < size) {
            target.limit((int) Math.min(limit, target.position() + size - position - read));
            try {
                read += readSome(target, position + read);
            } finally {
                target.limit(limit);
            }
        }
        return read;
    }

    private int readSome(ByteBuffer target, long position) throws IOException {
        SpillFile file = spill;
        if (position < sent && position >= baseBytes) {
            throw new FileSystemException(path.toString(), null, sentAlready("read"));
        } else if (undecided || position < sent) {
            return position < baseBytes
                    ? stored().read(target, position, baseBytes)
                    : readZeros(target, size - position);
        } else if (file != null) {
            return readSpilled(file, target, position);
        } else if (position < end()) {
            return part.read(target, (int) (position - sent));
        }
        int read = early.read(target, position);
        return read > 0 ? read : readZeros(target, early.nextFrom(position) - position);
    }

    private int readSpilled(SpillFile file, ByteBuffer target, long position) throws IOException {
        if (file.writtenFrom(position) > 0) {
            return file.read(target, position);
        }
        long gapEnd = file.nextWritten(position);
        return position < baseBytes
                ? stored().read(target, position, Math.min(gapEnd, baseBytes))
                : readZeros(target, gapEnd - position);
    }

    private static int readZeros(ByteBuffer target, long most) {
        int count = (int) Math.min(Math.min(target.remaining(), ZEROS.length), most);
        target.put(ZEROS, 0, count);
        return count;
    }

    // ---------------------------------------------------------------- the end

    /** Fails who waits for memory, from any thread. The draft is still to be closed. */
    void cancel() {
        memory.close();
    }

    /** Gives back all that it has. */
    @Override
    public void close() {
        early.clear();
        part.truncate(0);
        memory.close();
        if (spill != null) {
            spill.close();
        }
    }
}
