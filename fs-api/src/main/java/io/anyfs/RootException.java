package io.anyfs;

import org.jspecify.annotations.Nullable;

/** The root cannot be deleted, moved or replaced; nothing was changed. */
public class RootException extends AnyfsException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public RootException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    /** The failure at a path, with another one that took part. */
    public RootException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new RootException(file, other, reason);
    }
}
