package io.anyfs.expose.ftp;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A transfer under way. Any thread may abort it, at any time; the thread that runs it then finds its data connection closed.
 */
final class Transfer {

    private final String what;
    private final long begun = System.nanoTime();
    private volatile long lastProgress = begun;
    private volatile long bytes;
    private volatile boolean complete;
    private volatile boolean handshaking;
    private @Nullable String abortedBecause;
    private @Nullable Closeable connection;

    /** @param what the verb and the path, for those who ask for the status */
    Transfer(String what) {
        this.what = what;
    }

    String what() {
        return what;
    }

    long bytes() {
        return bytes;
    }

    /** How long it has been running. */
    long nanos() {
        return System.nanoTime() - begun;
    }

    /** The data connection is open, and TLS has to be agreed on before anything moves. */
    void handshakeBegins() {
        handshaking = true;
    }

    /** TLS is agreed on. */
    void handshakeEnded() {
        moved(0);
        handshaking = false;
    }

    /** Whether TLS is being agreed on, which belongs to the opening of the data connection. */
    boolean isHandshaking() {
        return handshaking;
    }

    /** How long nothing has moved, though there is something to come. */
    long nanosWithoutProgress() {
        return complete ? 0 : System.nanoTime() - lastProgress;
    }

    /** The client has sent all. From here on it waits for us, however long the storage takes to keep it. */
    void allCame() {
        complete = true;
    }

    /** For the thread that runs the transfer. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void moved(long count) {
        bytes += count;
        lastProgress = System.nanoTime();
    }

    /** Tells what to close for an abort. Closes it at once if the transfer was aborted before. */
    void uses(Closeable newConnection) throws IOException {
        boolean late;
        synchronized (this) {
            connection = newConnection;
            late = abortedBecause != null;
        }
        if (late) {
            newConnection.close();
        }
    }

    /** Ends the transfer, which then fails. Only the first reason counts. */
    void abort(String why) {
        Closeable toClose;
        synchronized (this) {
            if (abortedBecause == null) {
                abortedBecause = why;
            }
            toClose = connection;
        }
        if (toClose != null) {
            try {
                toClose.close();
            } catch (IOException closed) {
                // A socket that fails to close is of no use to anybody either.
            }
        }
    }

    /** Why the transfer was aborted; {@code null} if it was not. */
    synchronized @Nullable String abortedBecause() {
        return abortedBecause;
    }
}
