package io.anyfs.expose;

import io.anyfs.FileInfo;
import io.anyfs.ReadHandle;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A file on its way to a client. Safe for use by many threads. */
public final class Download implements Closeable {

    private final Session.Slot slot;
    private final ReadHandle handle;

    Download(Session.Slot slot, ReadHandle handle) {
        this.slot = slot;
        this.handle = handle;
    }

    /** The facts of the version that is sent. */
    public FileInfo info() {
        return handle.info();
    }

    /** Reads what fits into the buffer, or less; -1 at or past the end. */
    public int read(ByteBuffer target, long position) throws IOException {
        return handle.read(target, position);
    }

    /** Sends up to {@code count} bytes to a channel, by the kernel where it can. Returns how many. */
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return handle.transferTo(position, count, target);
    }

    @Override
    public void close() throws IOException {
        try {
            handle.close();
        } finally {
            slot.vacate();
        }
    }
}
