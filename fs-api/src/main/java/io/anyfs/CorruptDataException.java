package io.anyfs;

import org.jspecify.annotations.Nullable;

/**
 * What is stored is not what was written, or cannot be read with what was given to read it: it is damaged, cut, tampered with, or
 * of another key. No wrong byte was given out, and another try would fail in the same way.
 */
public class CorruptDataException extends AnyfsException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public CorruptDataException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    /** The failure at a path, with another one that took part. */
    public CorruptDataException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new CorruptDataException(file, other, reason);
    }
}
