package io.anyfs;

import org.jspecify.annotations.Nullable;

/** The storage cannot hold an entry of this name: it is too long, or has characters that it does not allow. */
public class InvalidNameException extends AnyfsException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public InvalidNameException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    /** The failure at a path, with another one that took part. */
    public InvalidNameException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new InvalidNameException(file, other, reason);
    }
}
