package io.anyfs.nio.backend;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a directory as the filesystem gives it, and looks at each entry when it comes to it. */
final class NioListing implements BackendListing {

    /** Looks at an entry; {@code null} if it has gone meanwhile. */
    @FunctionalInterface
    interface Look {
        @Nullable
        FileInfo at(Path host, FsPath path) throws IOException;
    }

    private final FsPath asked;
    private final DirectoryStream<Path> stream;
    private final Iterator<Path> hosts;
    private final Look look;
    private volatile boolean closed;

    NioListing(FsPath asked, DirectoryStream<Path> stream, Look look) {
        this.asked = asked;
        this.stream = stream;
        this.hosts = stream.iterator();
        this.look = look;
    }

    @Override
    public @Nullable FileInfo next() throws IOException {
        try {
            while (hosts.hasNext()) {
                Path host = hosts.next();
                FileInfo entry = entry(host);
                if (entry != null) {
                    return entry;
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw NioFailures.of(Objects.requireNonNull(failure.getCause(), "it always has one"), asked);
        }
        if (closed) {
            throw new AsynchronousCloseException();
        }
        return null;
    }

    private @Nullable FileInfo entry(Path host) throws IOException {
        // zipfs writes directories with a slash behind them.
        String name = host.getFileName().toString();
        String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        return TemporaryNames.isReserved(plain) ? null : look.at(host, asked.child(plain));
    }

    @Override
    public void close() throws IOException {
        closed = true;
        stream.close();
    }
}
