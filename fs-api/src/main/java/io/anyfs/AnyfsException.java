package io.anyfs;

import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** A failure for which {@code java.nio.file} has no type. */
public abstract class AnyfsException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    /** The failure of an operation on a path, and another path where two take part. */
    protected AnyfsException(String file, @Nullable String other, @Nullable String reason) {
        super(file, other, reason);
    }

    /** The same failure told with another path and reason. {@link FileSystem} uses it to add operation and backend. */
    protected abstract AnyfsException retold(String file, @Nullable String other, String reason);
}
