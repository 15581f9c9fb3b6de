package io.anyfs.overlay.retry;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A listing that is opened anew as long as it has given no entry. Later that would give some twice, or none at all. */
final class RetryListing implements BackendListing {

    private final Retries retries;
    private final Opening opening;
    private final CountDownLatch closed = new CountDownLatch(1);
    private BackendListing current;
    private boolean begun;

    RetryListing(Retries retries, Opening opening, BackendListing first) {
        this.retries = retries;
        this.opening = opening;
        this.current = first;
    }

    /** Opens the listing once more. */
    @FunctionalInterface
    interface Opening {
        BackendListing open() throws IOException;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        if (begun) {
            return current.next();
        }
        FileInfo[] first = new FileInfo[1];
        retries.run(closed, attempt -> {
            if (attempt > 1) {
                BackendListing again = opening.open();
                BackendListing broken = current;
                current = again;
                broken.close();
            }
            first[0] = current.next();
            return attempt;
        });
        begun = true;
        return first[0];
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        current.close();
    }
}
