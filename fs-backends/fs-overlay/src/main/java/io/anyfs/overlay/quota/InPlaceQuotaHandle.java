package io.anyfs.overlay.quota;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A write straight into a file: what it adds counts as stored at once, and stays when it is aborted. */
@SuppressWarnings("try") // a claim is only held
final class InPlaceQuotaHandle extends ForwardingWriteHandle {

    private final Changes changes;
    private final FsPath path;
    private final OpenInPlace.File file;
    private final AtomicBoolean ended = new AtomicBoolean();
    private long next;

    InPlaceQuotaHandle(
            Changes changes, BackendWriteHandle handle, FsPath path, WriteOptions options, OpenInPlace.File file) {
        super(handle);
        this.changes = changes;
        this.path = path;
        this.file = file;
        this.next = options.mode() == WriteMode.APPEND ? file.size() : 0;
    }

    /** Something that may change the size of the file. */
    @FunctionalInterface
    private interface Edit {
        void make() throws IOException;
    }

    /** The size of the file after an edit. */
    @FunctionalInterface
    private interface NewSize {
        long after(long size);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        long position = next;
        edit(size -> grown(size, position, bytes), () -> super.write(source));
        next += bytes;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        int bytes = source.remaining();
        edit(size -> grown(size, position, bytes), () -> super.write(source, position));
    }

    @Override
    public void truncate(long size) throws IOException {
        edit(before -> size, () -> super.truncate(size));
    }

    private static long grown(long size, long position, int bytes) {
        return bytes == 0 ? size : Math.max(size, QuotaWriteHandle.sum(position, bytes));
    }

    private void edit(NewSize newSize, Edit edit) throws IOException {
        Claim claim = new Claim(List.of(file.part()));
        try (Claims.Held claimed = changes.acquire(claim, path, ended::get)) {
            long before = file.size();
            long wanted = newSize.after(before);
            changes.make(
                    new Changes.Subject(claim, new Amount(before, 0), () -> actual(Math.max(before, wanted))),
                    new Hold(changes.ledger(), path),
                    new Amount(wanted - before, 0),
                    () -> {
                        edit.make();
                        file.size(wanted);
                        return wanted;
                    },
                    size -> new Amount(size, 0));
        }
    }

    /** What is there after a failed write, of which a part may have been written. */
    private Amount actual(long atMost) throws IOException {
        file.size(atMost);
        long size = changes.places().amount(path, Links.FOLLOW).bytes();
        file.size(size);
        return new Amount(size, 0);
    }

    @Override
    public FileInfo commit() throws IOException {
        try {
            return super.commit();
        } finally {
            end();
        }
    }

    @Override
    public void abort() throws IOException {
        try {
            super.abort();
        } finally {
            end();
            changes.claims().recheck();
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            changes.inPlace().closed(file);
        }
    }
}
