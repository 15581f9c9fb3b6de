package io.anyfs.expose.ftp;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.expose.Listing;
import io.anyfs.expose.Session;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** The entries of a directory, those of it that match a pattern, or one entry alone. For one thread. */
final class Entries implements Closeable {

    private final @Nullable Listing listing;
    private final @Nullable NamePattern pattern;
    private final String prefix;
    private @Nullable FileInfo single;

    private Entries(
            @Nullable Listing listing, @Nullable NamePattern pattern, @Nullable FileInfo single, String prefix) {
        this.listing = listing;
        this.pattern = pattern;
        this.single = single;
        this.prefix = prefix;
    }

    static Entries of(Session session, FsPath directory, String prefix) throws IOException {
        return new Entries(session.list(directory), null, null, prefix);
    }

    /** What LIST, NLST or STAT name: a directory, one entry, or a pattern in the last name. */
    static Entries named(Conversation client, ListArguments arguments) throws IOException {
        FsPath path = client.path(arguments.path());
        Session session = client.session();
        FileInfo info;
        try {
            info = session.stat(path);
        } catch (NoSuchFileException missing) {
            if (NamePattern.hasWildcards(path.name())) {
                return new Entries(
                        session.list(path.parentOrRoot()), new NamePattern(path.name()), null, arguments.entryPrefix());
            }
            // A link that leads nowhere is there all the same.
            info = session.lstat(path);
        }
        return info.isDirectory() && !arguments.itself()
                ? of(session, path, arguments.directoryPrefix())
                : new Entries(null, null, session.lstat(path), arguments.entryPrefix());
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

    /** What to call an entry: the root has no name of its own. */
    static String nameOf(FileInfo info) {
        return info.path().isRoot() ? "/" : info.name();
    }

    /** What the client calls the directory that holds the entries: a path with a slash at its end, or nothing. */
    String prefix() {
        return prefix;
    }

    @Override
    public void close() throws IOException {
        if (listing != null) {
            listing.close();
        }
    }
}
