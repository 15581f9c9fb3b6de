package io.anyfs.it.wire;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** A transfer to the server on a control connection of its own. */
final class FtpWriteHandle implements BackendWriteHandle {

    private final FtpClientBackend backend;
    private final FtpConnection control;
    private final Socket data;
    private final OutputStream out;
    private final FsPath path;
    private final WriteOptions options;
    private AttributeChanges changes;
    private final AtomicLong size;

    FtpWriteHandle(
            FtpClientBackend backend,
            FtpConnection control,
            Socket data,
            FsPath path,
            WriteOptions options,
            long startSize)
            throws IOException {
        this.backend = backend;
        this.control = control;
        this.data = data;
        this.out = data.getOutputStream();
        this.path = path;
        this.options = options;
        this.changes = options.attributes();
        this.size = new AtomicLong(startSize);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        // Not through a channel: an interrupt would close it, and that is the end of the file to the server.
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        out.write(bytes);
        size.addAndGet(bytes.length);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        throw new UnsupportedCapabilityException(path.toString(), Capability.RANDOM_WRITE);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        throw new UnsupportedCapabilityException(path.toString(), Capability.READ_BACK);
    }

    @Override
    public void truncate(long newSize) throws IOException {
        throw new UnsupportedCapabilityException(path.toString(), Capability.TRUNCATE);
    }

    @Override
    public long size() {
        return size.get();
    }

    @Override
    public void setAttributes(AttributeChanges more) {
        changes = changes.and(more);
    }

    @Override
    public void force() throws IOException {
        throw new UnsupportedCapabilityException(path.toString(), Capability.DURABLE);
    }

    @Override
    public FileInfo commit() throws IOException {
        try {
            data.close();
            if (!control.completePendingCommand()) {
                throw backend.diagnosedWrite(path, options, control.failure(path));
            }
        } finally {
            control.disconnect();
        }
        if (!changes.isEmpty()) {
            backend.setAttributes(path, changes, Links.FOLLOW);
        }
        return backend.stat(path, Links.FOLLOW);
    }

    /** A reset cannot be taken for the end of the file. */
    @Override
    public void abort() throws IOException {
        data.setSoLinger(true, 0);
        data.close();
        control.disconnect();
    }
}
