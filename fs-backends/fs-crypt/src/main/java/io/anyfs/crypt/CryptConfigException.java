package io.anyfs.crypt;

import io.anyfs.AnyfsException;
import io.anyfs.CorruptDataException;
import org.jspecify.annotations.Nullable;

/** The storage is no encrypted one and may not be made one, or what it says of its encryption makes no sense. */
public class CryptConfigException extends CorruptDataException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public CryptConfigException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    private CryptConfigException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new CryptConfigException(file, other, reason);
    }
}
