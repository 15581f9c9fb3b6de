package io.anyfs;

import org.jspecify.annotations.Nullable;

/** The storage has no room left; nothing was published. */
public class StorageFullException extends AnyfsException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public StorageFullException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    /** The failure at a path, with another one that took part. */
    public StorageFullException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new StorageFullException(file, other, reason);
    }
}
