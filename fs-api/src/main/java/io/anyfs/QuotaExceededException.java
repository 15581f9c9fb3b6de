package io.anyfs;

import org.jspecify.annotations.Nullable;

/** The write would exceed the bytes or files that are allowed; nothing was published. */
public class QuotaExceededException extends AnyfsException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public QuotaExceededException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    /** The failure at a path, with another one that took part. */
    public QuotaExceededException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new QuotaExceededException(file, other, reason);
    }
}
