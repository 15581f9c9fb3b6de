package io.anyfs;

import org.jspecify.annotations.Nullable;

/** The file is not the version that was opened or asked for; nothing of another version was mixed in. */
public class FileChangedException extends AnyfsException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public FileChangedException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    /** The failure at a path, with another one that took part. */
    public FileChangedException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new FileChangedException(file, other, reason);
    }
}
