package io.anyfs.tck;

import io.anyfs.FileSystem;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The filesystem contract of the read-only view of a storage. */
public abstract class ReadOnlyViewContract extends FileSystemContract {

    private @Nullable FileSystem storage;

    /** A contract for one storage. */
    protected ReadOnlyViewContract() {}

    /** Opens a fresh, empty storage to have a view of. It is closed after the case. */
    protected abstract FileSystem openStorage() throws IOException;

    @Override
    protected final FileSystem open() throws IOException {
        FileSystem opened = closeAfterwards(openStorage());
        storage = opened;
        return opened.readOnly();
    }

    @Override
    protected final FileSystem preparing(FileSystem view) {
        return Objects.requireNonNull(storage);
    }
}
