package io.anyfs.expose;

import io.anyfs.ErrorKind;
import io.anyfs.expose.FileResult.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of a transfer, holds it to the rates that are allowed, and tells the listeners of its end. Safe for use by many
 * threads.
 */
final class TransferMeter {

    private final Session session;
    private final FileAction action;
    private final Listeners listeners;
    private final ServiceClock clock;
    private final List<RateLimit> limits;
    private final @Nullable StreamHash hash;
    private final int piece;

    private final long begun;
    private final AtomicLong bytes = new AtomicLong();
    private final RecentRate recent;
    private final CountDownLatch cut = new CountDownLatch(1);
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Outcome outcome = Outcome.CUT;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable String sha256;

    /** @param limits of the rates, all of which hold */
    TransferMeter(
            Session session,
            FileAction action,
            Listeners listeners,
            ServiceClock clock,
            List<RateLimit> limits,
            TransferHash hashed) {
        this.session = session;
        this.action = action;
        this.listeners = listeners;
        this.clock = clock;
        this.limits = limits;
        this.hash = hashed.covers(action.kind()) ? new StreamHash() : null;
        this.piece = limits.stream().mapToInt(RateLimit::piece).min().orElse(Integer.MAX_VALUE);
        this.begun = clock.nanos();
        this.recent = new RecentRate(begun);
    }

    /** How many bytes to move at once, at most. */
    int piece() {
        return piece;
    }

    /** Whether somebody wants to know the hash. */
    boolean isHashing() {
        return hash != null;
    }

    /** The bytes that move now, before {@link #moved}. */
    void hash(long position, ByteBuffer moving) {
        if (hash != null) {
            hash.add(position, moving);
        }
    }

    /** There is no hash of this file. */
    void hashNothing() {
        if (hash != null) {
            hash.spoil();
        }
    }

    /**
     * Bytes have moved. Waits until more may.
     *
     * @throws AsynchronousCloseException if the transfer came to its end while this waited
     */
    void moved(long count) throws IOException {
        long now = clock.nanos();
        bytes.addAndGet(count);
        recent.add(count, now);
        session.activity().moved(action.kind(), count);
        long wait = 0;
        for (RateLimit limit : limits) {
            wait = Math.max(wait, limit.take(count));
        }
        if (wait > 0) {
            await(wait);
        }
    }

    /** Ends a wait for the rate, now and later. */
    void cut() {
        cut.countDown();
    }

    /** The transfer has done what it was to do. */
    void done(long size) {
        if (hash != null) {
            sha256 = hash.ofWhole(size);
        }
        failure = null;
        outcome = Outcome.DONE;
    }

    /** What fails because the transfer was cut is no failure of its own. */
    void failed(Throwable reason) {
        if (cut.getCount() > 0) {
            failure = reason;
            outcome = Outcome.FAILED;
        }
    }

    /** The other side did not get it all. */
    void notDone() {
        if (outcome == Outcome.DONE) {
            outcome = Outcome.CUT;
        }
    }

    /** The transfer has come to its end, as was said before; if nothing was, it was cut. Only the first call counts. */
    void end() {
        cut();
        if (ended.compareAndSet(false, true)) {
            Throwable reason = failure;
            boolean whole = outcome == Outcome.DONE;
            listeners.after(
                    session,
                    new FileResult(
                            action,
                            outcome,
                            reason == null ? null : ErrorKind.of(reason),
                            bytes.get(),
                            Duration.ofNanos(clock.nanos() - begun),
                            whole ? sha256 : null));
        }
    }

    TransferInfo info(TransferInfo.Kind kind) {
        long now = clock.nanos();
        return new TransferInfo(
                kind, action.path(), bytes.get(), recent.bytesPerSecond(now), Duration.ofNanos(now - begun));
    }

    private void await(long nanos) throws IOException {
        session.activity().waitsForRate();
        try {
            if (!clock.pause(nanos, cut)) {
                throw new AsynchronousCloseException();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the rate that is allowed");
        } finally {
            session.activity().waitsNoMore();
        }
    }
}
