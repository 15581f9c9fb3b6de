package io.anyfs.crypt;

import io.anyfs.AnyfsException;
import io.anyfs.CorruptDataException;
import org.jspecify.annotations.Nullable;

/** The key or passphrase is not the one that the storage was encrypted with, or its settings were changed without the key. */
public class WrongKeyException extends CorruptDataException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public WrongKeyException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    private WrongKeyException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new WrongKeyException(file, other, reason);
    }
}
