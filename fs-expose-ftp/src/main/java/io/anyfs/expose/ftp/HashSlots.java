package io.anyfs.expose.ftp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * How many files are hashed at once, over all clients: hashing takes a processor each, and costs the client one line. Who comes
 * later waits. Safe for use by many threads.
 */
final class HashSlots {

    private int free;

    HashSlots(int count) {
        this.free = count;
    }

    /** As many as keep half of the processors for all else, and one at least. */
    static HashSlots forThisMachine() {
        return new HashSlots(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /**
     * Waits for a slot; closing it gives it back.
     *
     * @throws IOException if the transfer was aborted before
     */
    Closeable take(Transfer transfer) throws IOException {
        transfer.uses(this::wakeAll);
        synchronized (this) {
            while (free == 0 && transfer.abortedBecause() == null) {
                try {
                    wait();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted before the hash was computed");
                }
            }
            if (transfer.abortedBecause() != null) {
                throw new IOException("aborted");
            }
            free--;
        }
        return this::giveBack;
    }

    private synchronized void giveBack() {
        free++;
        notifyAll();
    }

    private synchronized void wakeAll() {
        notifyAll();
    }
}
