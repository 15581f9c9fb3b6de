package io.anyfs.local;

import io.anyfs.FsPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where a path leads and what was there when it was looked at.
 *
 * @param place closed with this
 * @param there {@code null} if nothing was
 */
record Found(Place place, @Nullable BasicFileAttributes there) implements Closeable {

    /** The facts of what was there. */
    BasicFileAttributes existing(FsPath asked) throws IOException {
        BasicFileAttributes found = there;
        if (found == null) {
            throw new Nothing(asked);
        }
        return found;
    }

    @Override
    public void close() {
        place.close();
    }

    /**
     * Nothing is there, as is said of each file before it is uploaded for the first time. To find out where in here that was said
     * costs more than the look itself; who asked is told by the failure that {@link io.anyfs.FileSystem} makes of it.
     */
    static final class Nothing extends NoSuchFileException {
        private static final long serialVersionUID = 1L;

        Nothing(FsPath asked) {
            super(asked.toString());
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it changes nothing
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
