package io.anyfs.vfs2;

import io.anyfs.WriteHandle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Publishes a file when it is closed, unless a write failed. One that is never closed publishes nothing. */
final class PublishingStream extends OutputStream {

    private final AnyfsFileObject file;
    private final WriteHandle handle;
    private final boolean isNew;
    private boolean failed;
    private boolean closed;

    PublishingStream(AnyfsFileObject file, WriteHandle handle, boolean isNew) {
        this.file = file;
        this.handle = handle;
        this.isNew = isNew;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        boolean written = false;
        try {
            handle.write(ByteBuffer.wrap(source, offset, length));
            written = true;
        } finally {
            failed |= !written;
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (failed) {
            handle.close();
        } else {
            file.published(handle.commit(), isNew);
        }
    }
}
