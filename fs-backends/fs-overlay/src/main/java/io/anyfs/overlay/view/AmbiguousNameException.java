package io.anyfs.overlay.view;

import io.anyfs.AnyfsException;
import io.anyfs.InvalidNameException;
import org.jspecify.annotations.Nullable;

/** Several entries differ from this name only in case, and none has it exactly. See {@link CaseInsensitiveBackend}. */
public final class AmbiguousNameException extends InvalidNameException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public AmbiguousNameException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    /** The failure at a path, with another one that took part. */
    public AmbiguousNameException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new AmbiguousNameException(file, other, reason);
    }
}
