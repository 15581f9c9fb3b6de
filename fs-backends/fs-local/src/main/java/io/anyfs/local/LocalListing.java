package io.anyfs.local;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a directory as the system gives it, a buffer of names at a time, and looks at each entry when it comes to it. */
final class LocalListing implements BackendListing {

    private final LocalBackend backend;
    private final FsPath asked;
    private final Directory directory;
    private final DirectoryStream<Path> stream;
    private final Iterator<Path> names;
    private volatile boolean closed;

    /** Takes over the use of the directory. */
    LocalListing(LocalBackend backend, FsPath asked, Directory directory) throws IOException {
        this.backend = backend;
        this.asked = asked;
        this.directory = directory;
        this.stream = directory.entries();
        this.names = stream.iterator();
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        try {
            while (names.hasNext()) {
                Path found = names.next().getFileName();
                if (!Names.isExpressible(found)) {
                    Names.warnOfUnreadableName(asked);
                    continue;
                }
                FileInfo entry = entry(found.toString());
                if (entry != null) {
                    return entry;
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw LocalFailures.of(Objects.requireNonNull(failure.getCause(), "it always has one"), asked);
        }
        if (closed) {
            throw new AsynchronousCloseException();
        }
        return null;
    }

    /** {@code null} if it is not to be listed or has gone meanwhile. */
    private @Nullable FileInfo entry(String name) throws IOException {
        if (backend.names().isReserved(name)) {
            return null;
        }
        FsPath path = asked.child(name);
        Place place = new Place(directory, name);
        try {
            BasicFileAttributes file = backend.find(place);
            return file == null ? null : backend.reader().info(path, place, file);
        } catch (NoSuchFileException gone) {
            return null;
        } catch (IOException failure) {
            throw LocalFailures.of(failure, path);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            stream.close();
        } finally {
            directory.close();
        }
    }
}
