package io.anyfs.expose.sftp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one channel has open, by the four bytes that the client knows it by. How many there may be is limited by the
 * session. Closing the table closes all that is left, without a clean end. Safe for use by many threads.
 */
final class HandleTable implements Closeable {

    private final Map<Integer, OpenHandle> handles = new HashMap<>();
    private int last;
    private boolean closed;

    /**
     * Takes what was opened in.
     *
     * @throws ClosedChannelException if the table was closed meanwhile; then the handle is closed too
     */
    int add(OpenHandle handle) throws IOException {
        synchronized (this) {
            if (!closed) {
                do {
                    last++;
                } while (handles.containsKey(last));
                handles.put(last, handle);
                return last;
            }
        }
        handle.close();
        throw new ClosedChannelException();
    }

    OpenHandle get(ByteBuffer key) throws UnknownHandleException {
        int number = number(key);
        synchronized (this) {
            return known(handles.get(number));
        }
    }

    /** Takes a handle out; the caller brings it to its end. */
    OpenHandle remove(ByteBuffer key) throws UnknownHandleException {
        int number = number(key);
        synchronized (this) {
            return known(handles.remove(number));
        }
    }

    /** Takes out what the client does not know of; the caller closes it. */
    synchronized void forget(int number) {
        handles.remove(number);
    }

    @Override
    public void close() throws IOException {
        List<OpenHandle> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(handles.values());
            handles.clear();
        }
        IOException failure = null;
        for (OpenHandle handle : left) {
            try {
                handle.close();
            } catch (IOException failed) {
                if (failure == null) {
                    failure = failed;
                } else {
                    failure.addSuppressed(failed);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static int number(ByteBuffer key) throws UnknownHandleException {
        if (key.remaining() != Integer.BYTES) {
            throw new UnknownHandleException();
        }
        return key.getInt(key.position());
    }

    private static OpenHandle known(@Nullable OpenHandle handle) throws UnknownHandleException {
        if (handle == null) {
            throw new UnknownHandleException();
        }
        return handle;
    }

    /** The client named a handle that it has not, or one of another kind. */
    static final class UnknownHandleException extends IOException {
        private static final long serialVersionUID = 1L;

        UnknownHandleException() {
            super("Invalid handle");
        }
    }
}
