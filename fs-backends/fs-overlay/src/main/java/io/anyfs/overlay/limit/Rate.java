package io.anyfs.overlay.limit;

import io.anyfs.overlay.time.NanoClock;
import io.anyfs.spi.BufferedTransfer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** How fast something may be used, in pieces that are small enough for others to come in between. */
final class Rate {

    private final @Nullable TokenBucket bucket;
    private final int piece;

    Rate(long perSecond, Duration burst, NanoClock clock) {
        boolean unlimited = perSecond == ThrottleOptions.UNLIMITED;
        double saved = perSecond * (burst.toNanos() / 1e9);
        this.bucket = unlimited ? null : new TokenBucket(perSecond, saved, clock);
        this.piece =
                unlimited ? Integer.MAX_VALUE : (int) Math.max(1, Math.min(BufferedTransfer.PIECE, perSecond / 10));
    }

    /** How much is used at once at most: a tenth of a second's, and no more than 64 KiB. */
    int piece() {
        return piece;
    }

    void take(long count, CountDownLatch end, String what) throws IOException {
        if (bucket != null) {
            bucket.take(count, end, what);
        }
    }

    void giveBack(long count) {
        if (bucket != null && count > 0) {
            bucket.giveBack(count);
        }
    }
}
