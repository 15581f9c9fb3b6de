package io.anyfs;

import org.jspecify.annotations.Nullable;

/** The entry is in use by something that keeps it from being changed. */
public class BusyException extends AnyfsException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public BusyException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    /** The failure at a path, with another one that took part. */
    public BusyException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new BusyException(file, other, reason);
    }
}
