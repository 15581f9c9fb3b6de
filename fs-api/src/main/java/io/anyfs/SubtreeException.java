package io.anyfs;

import org.jspecify.annotations.Nullable;

/** A directory cannot be moved or copied into itself; nothing was changed. */
public class SubtreeException extends AnyfsException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public SubtreeException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    /** The failure at a path, with another one that took part. */
    public SubtreeException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new SubtreeException(file, other, reason);
    }
}
