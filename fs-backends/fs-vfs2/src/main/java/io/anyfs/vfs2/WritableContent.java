package io.anyfs.vfs2;

import io.anyfs.WriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.RandomAccessContent;
import org.apache.commons.vfs2.util.RandomAccessMode;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read and written at random. Closing it publishes what was changed, unless a change failed.
 *
 * <p>What Commons VFS puts around it swallows a failure of the close. So this is what users get, and that is closed by it.
 */
final class WritableContent extends PositionedContent {

    private final AnyfsFileObject file;
    private final WriteHandle handle;
    private @Nullable RandomAccessContent watched;
    private Runnable whenClosed = () -> {};
    private boolean changed;
    private boolean failed;
    private volatile boolean closed;

    WritableContent(AnyfsFileObject file, WriteHandle handle) {
        super(RandomAccessMode.READWRITE);
        this.file = file;
        this.handle = handle;
    }

    /** What Commons VFS put around this, to count what is open, and who wants to know of the end. */
    void watchedBy(RandomAccessContent around, Runnable afterwards) {
        watched = around;
        whenClosed = afterwards;
    }

    /** A change of the file. */
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    @Override
    int readAt(byte[] target, int offset, int length, long from) throws IOException {
        return handle.read(ByteBuffer.wrap(target, offset, length), from);
    }

    @Override
    void writeAt(byte[] source, int offset, int length, long to) throws IOException {
        change(() -> handle.write(ByteBuffer.wrap(source, offset, length), to));
    }

    private void change(Change change) throws IOException {
        boolean made = false;
        changed = true;
        try {
            change.make();
            made = true;
        } finally {
            failed |= !made;
        }
    }

    @Override
    boolean isOpen() {
        return handle.isOpen();
    }

    @Override
    public long length() {
        return handle.size();
    }

    @Override
    public void setLength(long newLength) throws IOException {
        forgetAhead();
        change(() -> handle.truncate(newLength));
        if (getFilePointer() > newLength) {
            seek(newLength);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        RandomAccessContent around = watched;
        try {
            end();
        } catch (Exception failure) {
            throw new FileSystemException("vfs.provider/close-rac.error", file.getName(), failure);
        } finally {
            whenClosed.run();
            if (around != null) {
                around.close();
            }
        }
    }

    private void end() throws Exception {
        if (changed && !failed) {
            file.published(handle.commit(), false);
            file.endOutput();
        } else {
            handle.close();
        }
    }
}
