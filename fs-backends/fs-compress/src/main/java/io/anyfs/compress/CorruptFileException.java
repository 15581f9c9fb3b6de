package io.anyfs.compress;

import io.anyfs.AnyfsException;
import io.anyfs.CorruptDataException;
import org.jspecify.annotations.Nullable;

/** What is stored of a compressed file is damaged. What was read of it before is right; no wrong byte was handed out. */
public class CorruptFileException extends CorruptDataException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public CorruptFileException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    private CorruptFileException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new CorruptFileException(file, other, reason);
    }
}
