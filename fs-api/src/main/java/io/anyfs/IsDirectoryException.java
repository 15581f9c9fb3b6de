package io.anyfs;

import org.jspecify.annotations.Nullable;

/** A file was needed and the path names a directory. */
public class IsDirectoryException extends AnyfsException {

    private static final long serialVersionUID = 1L;

    /** The failure at a path. */
    public IsDirectoryException(String file, @Nullable String reason) {
        this(file, null, reason);
    }

    /** The failure at a path, with another one that took part. */
    public IsDirectoryException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    @Override
    protected AnyfsException retold(String file, @Nullable String other, String reason) {
        return new IsDirectoryException(file, other, reason);
    }
}
