package io.anyfs.overlay.view;

import io.anyfs.AnyfsException;
import io.anyfs.InvalidNameException;
import org.jspecify.annotations.Nullable;

/** Another entry of the directory has a name that is the same but for how it is written. See {@link UniqueNamesBackend}. */
public final class CollidingNameException extends InvalidNameException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public CollidingNameException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    /** The failure at a path, with another one that took part. */
    public CollidingNameException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new CollidingNameException(file, other, reason);
    }
}
