package io.anyfs.overlay.limit;

import io.anyfs.FsPath;
import io.anyfs.TransientStorageException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long the calls of one handle may take, each and all together. */
final class HandleBounds {

    private final BoundedCalls calls;
    private final FsPath path;
    private final TimeoutOptions options;
    private final long begin;

    HandleBounds(BoundedCalls calls, FsPath path, TimeoutOptions options) {
        this.calls = calls;
        this.path = path;
        this.options = options;
        this.begin = calls.nanoTime();
    }

    <T> T call(BoundedCalls.Work<T> work) throws IOException {
        return calls.run(path, left(options.call()), work, late -> {});
    }

    <T> T longCall(BoundedCalls.Work<T> work) throws IOException {
        return calls.run(path, left(options.longCall()), work, late -> {});
    }

    /** What ends a handle is bounded too, but there is always time for it. */
    <T> void end(BoundedCalls.Work<T> work) throws IOException {
        calls.run(path, options.call(), work, late -> {});
    }

    private Duration left(Duration bound) throws IOException {
        Duration whole = options.handle();
        Duration left = whole == null ? bound : whole.minusNanos(calls.nanoTime() - begin);
        if (left.isNegative() || left.isZero()) {
            throw tooLong(whole);
        }
        return left.compareTo(bound) < 0 ? left : bound;
    }

    private IOException tooLong(@Nullable Duration whole) {
        return new TransientStorageException(
                path.toString(), "it was open for longer than " + whole + "; nothing was done", Duration.ZERO);
    }
}
