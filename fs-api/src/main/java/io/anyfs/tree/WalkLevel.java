package io.anyfs.tree;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory that a walk is in, and what of it is still to come. */
final class WalkLevel implements Closeable {

    private final FileInfo directory;
    private final @Nullable FsPath realPath;
    /** While the listing stays open, entries come from it one by one; otherwise it ends before anything is entered. */
    private final boolean staysOpen;

    private @Nullable DirectoryListing listing;
    private final Deque<FileInfo> putOff = new ArrayDeque<>();

    WalkLevel(FileInfo directory, @Nullable FsPath realPath, @Nullable DirectoryListing listing, boolean staysOpen) {
        this.directory = directory;
        this.realPath = realPath;
        this.listing = listing;
        this.staysOpen = staysOpen;
    }

    /** A directory of which nothing is shown but itself. */
    static WalkLevel unread(FileInfo directory) {
        return new WalkLevel(directory, null, null, true);
    }

    FileInfo directory() {
        return directory;
    }

    /** Where the directory really is; {@code null} if nobody needs to know. */
    @Nullable
    FsPath realPath() {
        return realPath;
    }

    @Nullable
    FileInfo next() throws IOException {
        if (listing != null) {
            FileInfo entry = listing.next();
            if (entry != null) {
                return entry;
            }
            listing = null;
        }
        return putOff.poll();
    }

    /** Lets a directory come again when the listing has ended, if it would have to stay open meanwhile and must not. */
    boolean putOff(FileInfo below) {
        return !staysOpen && listing != null && putOff.add(below);
    }

    /** Reads the listing to its end, and brings the entries into the order of their names. What was read stays if it fails. */
    void readSorted() throws IOException {
        List<FileInfo> entries = new ArrayList<>();
        try {
            for (FileInfo entry = next(); entry != null; entry = next()) {
                entries.add(entry);
            }
        } finally {
            entries.sort(Comparator.comparing(FileInfo::name));
            putOff.addAll(entries);
        }
    }

    /** Ends the listing; what was put off still comes. */
    @Override
    public void close() throws IOException {
        DirectoryListing open = listing;
        listing = null;
        if (open != null) {
            open.close();
        }
    }
}
