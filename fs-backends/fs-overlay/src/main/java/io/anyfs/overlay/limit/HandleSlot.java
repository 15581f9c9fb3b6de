package io.anyfs.overlay.limit;

import io.anyfs.FsPath;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The place that an open file or listing takes, until it comes to its end. */
final class HandleSlot {

    private final Slots calls;
    private final Slots handles;
    private final FsPath path;
    private final AtomicBoolean ended = new AtomicBoolean();

    HandleSlot(Slots calls, Slots handles, FsPath path) {
        this.calls = calls;
        this.handles = handles;
        this.path = path;
    }

    <T> T call(ConcurrencyBackend.Work<T> work) throws IOException {
        return ConcurrencyBackend.call(calls, path, work);
    }

    void act(ConcurrencyBackend.Action action) throws IOException {
        call(() -> {
            action.run();
            return path;
        });
    }

    void end() {
        if (ended.compareAndSet(false, true)) {
            handles.release();
        }
    }
}
