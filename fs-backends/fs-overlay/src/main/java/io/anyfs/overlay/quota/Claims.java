package io.anyfs.overlay.quota;

import io.anyfs.BusyException;
import io.anyfs.FsPath;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets changes of the same places happen one after the other, in the order in which they came, and all others side by side. So
 * what is at a place before a change can be told from what is there after it.
 */
final class Claims {

    // In the order of their arrival; guarded by this object's lock.
    private final List<Held> all = new ArrayList<>();

    /** A claim that was granted, until it is closed. */
    final class Held implements AutoCloseable {

        private final Claim claim;
        private boolean granted;

        private Held(Claim claim) {
            this.claim = claim;
        }

        Claim claim() {
            return claim;
        }

        @Override
        public void close() {
            synchronized (Claims.this) {
                all.remove(this);
                Claims.this.notifyAll();
            }
        }
    }

    /**
     * Waits until nobody before has a claim to the same places.
     *
     * @param cancelled ends the waiting, once {@link #recheck} was called
     * @throws BusyException if they are in a tree that is being deleted
     */
    synchronized Held acquire(Claim claim, FsPath path, BooleanSupplier cancelled) throws IOException {
        Held held = new Held(claim);
        all.add(held);
        try {
            for (Held before = conflicting(held); before != null; before = conflicting(held)) {
                if (before.granted && before.claim.deletion()) {
                    throw new BusyException(path.toString(), "it is in a directory that is being deleted");
                }
                if (cancelled.getAsBoolean()) {
                    throw new AsynchronousCloseException();
                }
                wait();
            }
            held.granted = true;
            return held;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException)
                    new InterruptedIOException(path + ": interrupted while another change of it was under way")
                            .initCause(interrupted);
        } finally {
            if (!held.granted) {
                held.close();
            }
        }
    }

    /** Lets those who wait see that they are cancelled. */
    synchronized void recheck() {
        notifyAll();
    }

    private @Nullable Held conflicting(Held held) {
        for (Held before : all) {
            if (before == held) {
                return null;
            } else if (before.claim.conflicts(held.claim)) {
                return before;
            }
        }
        return null;
    }
}
