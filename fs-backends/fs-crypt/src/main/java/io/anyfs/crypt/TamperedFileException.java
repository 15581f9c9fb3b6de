package io.anyfs.crypt;

import io.anyfs.AnyfsException;
import io.anyfs.CorruptDataException;
import org.jspecify.annotations.Nullable;

/**
 * What the storage holds is not what was written with this key: it was changed, cut, damaged, or never encrypted. No byte of it
 * was given out.
 */
public class TamperedFileException extends CorruptDataException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public TamperedFileException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    private TamperedFileException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new TamperedFileException(file, other, reason);
    }
}
