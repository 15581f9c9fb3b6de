package io.anyfs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The storage could not do it now: throttled, unavailable, connection lost. The same call may succeed later. */
public class TransientStorageException extends AnyfsException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * The failure at a path.
     *
     * @param retryAfter how long the storage asks to wait; zero where it gives no advice
     */
    public TransientStorageException(String file, @Nullable String reason, Duration retryAfter) {
        this(file, null, reason, retryAfter);
    }

    private TransientStorageException(
            String file, @Nullable String other, @Nullable String reason, Duration retryAfter) {
        super(file, other, reason);
        this.retryAfter = retryAfter;
    }

    /** How long the storage asks to wait before another try; zero where it gives no advice. */
    public Duration retryAfter() {
        return retryAfter;
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new TransientStorageException(file, other, reason, retryAfter);
    }
}
