package io.anyfs.s3;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.Abortable;

/**
 * Ends requests from another thread: those under way, and those that would follow. An interrupt does not do that, for a thread
 * that waits for a socket does not notice it. Safe for use by many threads, with one at a time {@linkplain #during in it}.
 */
final class Cancellation {

    private static final ThreadLocal<@Nullable Cancellation> CURRENT = new ThreadLocal<>();

    // Guarded by this object's lock.
    private final List<Abortable> requests = new ArrayList<>();
    private boolean cancelled;

    /** What makes requests. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** What makes requests and gives nothing. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** What the requests of the calling thread belong to; {@code null} if nobody can cancel them. */
    static @Nullable Cancellation current() {
        return CURRENT.get();
    }

    /** Runs work whose requests can be cancelled. Where that has ended it, the failure is an {@link AsynchronousCloseException}. */
    <T> T during(Work<T> work) throws IOException {
        try {
            return within(this, work);
        } catch (IOException failure) {
            if (isCancelled()) {
                throw closed(failure);
            }
            throw failure;
        } finally {
            synchronized (this) {
                requests.clear();
            }
        }
    }

    /** As {@link #during(Work)}. */
    void during(Action action) throws IOException {
        during(() -> {
            action.run();
            return true;
        });
    }

    /** Runs work that has to be done although its surroundings are being cancelled, or its thread was interrupted: to tidy up. */
    static <T> T shielded(Work<T> work) throws IOException {
        // The SDK refuses to send anything from a thread that was interrupted.
        boolean interrupted = Thread.interrupted();
        try {
            return within(null, work);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As {@link #shielded(Work)}. */
    static void shielded(Action action) throws IOException {
        shielded(() -> {
            action.run();
            return true;
        });
    }

    private static <T> T within(@Nullable Cancellation cancellation, Work<T> work) throws IOException {
        Cancellation outer = CURRENT.get();
        CURRENT.set(cancellation);
        try {
            return work.run();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** Ends all. Does not wait. */
    void cancel() {
        List<Abortable> running;
        synchronized (this) {
            cancelled = true;
            running = List.copyOf(requests);
            requests.clear();
        }
        running.forEach(Abortable::abort);
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Adds a request that is about to be sent; false if it must not be. */
    synchronized boolean add(Abortable request) {
        if (!cancelled) {
            requests.add(request);
        }
        return !cancelled;
    }

    private static IOException closed(IOException failure) {
        IOException closed = new AsynchronousCloseException();
        closed.initCause(failure);
        return closed;
    }
}
