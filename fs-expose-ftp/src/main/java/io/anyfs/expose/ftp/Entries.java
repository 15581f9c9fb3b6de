package io.anyfs.expose.ftp;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.expose.Listing;
import io.anyfs.expose.Session;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The entries of a directory, those of it that match a pattern, or one entry alone. For one thread. */
final class Entries implements Closeable {

    private final @Nullable Listing listing;
    private final @Nullable NamePattern pattern;
    private final String singleName;
    private @Nullable FileInfo single;

    private Entries(
            @Nullable Listing listing, @Nullable NamePattern pattern, @Nullable FileInfo single, String singleName) {
        this.listing = listing;
        this.pattern = pattern;
        this.single = single;
        this.singleName = singleName;
    }

    static Entries of(Session session, FsPath directory) throws IOException {
        return new Entries(session.list(directory), null, null, "");
    }

    static Entries matching(Session session, FsPath directory, NamePattern pattern) throws IOException {
        return new Entries(session.list(directory), pattern, null, "");
    }

    /** @param given what the client calls it, and is told again, as ls does */
    static Entries single(FileInfo info, String given) {
        return new Entries(null, null, info, given);
    }

    /** The next entry; {@code null} at the end. */
    @Nullable
    FileInfo next() throws IOException {
        if (listing == null) {
            FileInfo only = single;
            single = null;
            return only;
        }
        FileInfo next = listing.next();
        while (next != null && pattern != null && !pattern.matches(next.name())) {
            next = listing.next();
        }
        return next;
    }

    /** What to call the entry. */
    String name(FileInfo info) {
        return listing == null ? singleName : info.name();
    }

    @Override
    public void close() throws IOException {
        if (listing != null) {
            listing.close();
        }
    }
}
