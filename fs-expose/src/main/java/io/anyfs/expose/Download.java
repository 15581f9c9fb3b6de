package io.anyfs.expose;

import io.anyfs.FileInfo;
import io.anyfs.ReadHandle;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A file on its way to a client, no faster than is allowed: a call that moved bytes waits until more may. Such a wait ends when the
 * download is closed. Safe for use by many threads.
 */
public final class Download implements Closeable {

    private final OpenFiles.Slot slot;
    private final TransferMeter meter;
    private final ReadHandle handle;
    private final FileInfo info;

    Download(OpenFiles.Slot slot, ReadHandle handle) {
        this.slot = slot;
        this.meter = slot.meter();
        this.handle = handle;
        this.info = handle.info();
        if (info.size() == 0) {
            meter.done(0);
        }
    }

    /** The facts of the version that is sent. */
    public FileInfo info() {
        return info;
    }

    /** Reads what fits into the buffer, or less; -1 at or past the end. */
    public int read(ByteBuffer target, long position) throws IOException {
        int begin = target.position();
        int read;
        int limit = target.limit();
        target.limit(begin + Math.min(target.remaining(), meter.piece()));
        try {
            read = handle.read(target, position);
        } catch (IOException failure) {
            meter.failed(failure);
            throw failure;
        } finally {
            target.limit(limit);
        }
        if (meter.isHashing() && read > 0) {
            meter.hash(position, target.duplicate().flip().position(begin));
        }
        moved(position, read);
        return read;
    }

    /**
     * Sends up to {@code count} bytes to a channel, by the kernel where it can. Returns how many; 0 if the channel takes none now, or if
     * the bytes have to be {@linkplain #read read}, as for a {@linkplain TransferHash hash}.
     */
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        if (meter.isHashing()) {
            return 0;
        }
        long sent;
        try {
            sent = handle.transferTo(position, Math.min(count, meter.piece()), target);
        } catch (IOException failure) {
            meter.failed(failure);
            throw failure;
        }
        moved(position, sent);
        return sent;
    }

    /** The client did not get what was read for it. */
    public void notDelivered() {
        meter.notDone();
    }

    @Override
    public void close() throws IOException {
        meter.cut();
        try {
            handle.close();
        } finally {
            meter.end();
            slot.vacate();
        }
    }

    private void moved(long position, long count) throws IOException {
        if (count > 0) {
            if (position + count >= info.size()) {
                meter.done(info.size());
            }
            meter.moved(count);
        }
    }
}
