package io.anyfs.local;

import io.anyfs.FsPath;
import io.anyfs.Links;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the way from the root to where a path leads, by one of the link policies. Safe for use by many threads. */
interface Places extends Closeable {

    /**
     * Where a path leads. What is there may be nothing; its directory must exist.
     *
     * @throws java.nio.file.NoSuchFileException if the directory does not exist
     * @throws java.nio.file.NotDirectoryException if the way leads through a file
     * @throws java.nio.file.AccessDeniedException if the way leads over a link that is not to be followed
     */
    Place place(FsPath path, Links last) throws IOException;

    /** The directory that a path leads to. */
    Directory directory(FsPath path) throws IOException;

    /**
     * The directory that a path led to within the last second, without a look whether it still does. {@code null} if that is
     * not known.
     */
    @Nullable
    Directory recent(FsPath path);

    /** Forgets the ways that lead through here, because they lead elsewhere from now on. */
    void forget(FsPath path);

    @Override
    void close() throws IOException;
}
