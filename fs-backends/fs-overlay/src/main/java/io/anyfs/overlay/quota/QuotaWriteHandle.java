package io.anyfs.overlay.quota;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.overlay.quota.Claim.Extent;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A write that holds what it adds to the content that it started from, as it grows. */
@SuppressWarnings("try") // a claim is only held
final class QuotaWriteHandle extends ForwardingWriteHandle {

    private final Changes changes;
    private final BackendWriteHandle file;
    private final FsPath path;
    private final WriteOptions options;
    private final Hold hold;
    private final long start;
    private long next;

    QuotaWriteHandle(Changes changes, BackendWriteHandle file, FsPath path, WriteOptions options, Hold hold) {
        super(file);
        this.changes = changes;
        this.file = file;
        this.path = path;
        this.options = options;
        this.hold = hold;
        this.start = file.size();
        this.next = options.mode() == WriteMode.APPEND ? start : 0;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        coverWrite(next, bytes);
        super.write(source);
        next += bytes;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        coverWrite(position, source.remaining());
        super.write(source, position);
    }

    @Override
    public void truncate(long size) throws IOException {
        cover(Math.max(size, file.size()));
        super.truncate(size);
        hold.bytes(Math.max(0, file.size() - start));
    }

    private void coverWrite(long position, int bytes) throws IOException {
        long end = bytes == 0 ? 0 : sum(position, bytes);
        cover(Math.max(file.size(), end));
    }

    private void cover(long size) throws IOException {
        hold.cover(new Amount(Math.max(0, size - start), 0));
    }

    /** A place past the last that there can be is left to the storage to refuse. */
    static long sum(long position, int bytes) {
        return position > Long.MAX_VALUE - bytes ? Long.MAX_VALUE : position + bytes;
    }

    @Override
    public FileInfo commit() throws IOException {
        boolean handedOver = false;
        try (Claims.Held claimed = changes.claim(path, changes.wantedToWrite(path, options, Extent.ENTRY))) {
            Amount missing = changes.missingParents(path, options);
            Amount before =
                    changes.places().amount(path, Changes.links(options)).minus(missing);
            Amount wanted = new Amount(file.size(), 1).minus(before);
            // The storage is to be asked only if it fits; a commit that fails cleans up after itself.
            hold.cover(wanted.growth());
            handedOver = true;
            return changes.make(
                    new Changes.Subject(
                            claimed.claim(),
                            before,
                            () -> changes.places()
                                    .amount(path, Changes.links(options))
                                    .minus(changes.missingParents(path, options))),
                    hold,
                    wanted,
                    super::commit,
                    info -> new Amount(info.size(), 1));
        } catch (IOException | RuntimeException | Error failure) {
            if (!handedOver) {
                BackendWriteHandle.abortAfter(failure, this);
            }
            throw failure;
        }
    }

    @Override
    public void abort() throws IOException {
        try {
            super.abort();
        } finally {
            hold.end(Amount.NONE);
        }
    }
}
