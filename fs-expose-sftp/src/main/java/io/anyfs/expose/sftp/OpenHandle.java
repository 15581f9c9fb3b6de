package io.anyfs.expose.sftp;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.expose.Download;
import io.anyfs.expose.Listing;
import io.anyfs.expose.Upload;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a client has open. Closing it without more ado gives up what it wrote. */
sealed interface OpenHandle extends Closeable {

    /** Where it is. */
    FsPath path();

    /** A file being read. */
    record Reading(Download download) implements OpenHandle {
        @Override
        public FsPath path() {
            return download.info().path();
        }

        @Override
        public void close() throws IOException {
            download.close();
        }
    }

    /**
     * A file being written.
     *
     * @param appends the positions that the client sends are ignored, as POSIX has it
     */
    record Writing(Upload upload, boolean appends) implements OpenHandle {
        @Override
        public FsPath path() {
            return upload.path();
        }

        @Override
        public void close() throws IOException {
            upload.close();
        }
    }

    /** A directory being listed. */
    final class Directory implements OpenHandle {
        private final FsPath path;
        private final Listing listing;
        private final LongName longNames;
        private boolean dotsSent;

        Directory(FsPath path, Listing listing, LongName longNames) {
            this.path = path;
            this.listing = listing;
            this.longNames = longNames;
        }

        @Override
        public FsPath path() {
            return path;
        }

        LongName longNames() {
            return longNames;
        }

        /** Whether "." and ".." are still to be sent; true once. */
        boolean takeDots() {
            boolean first = !dotsSent;
            dotsSent = true;
            return first;
        }

        @Nullable
        FileInfo next() throws IOException {
            return listing.next();
        }

        @Override
        public void close() throws IOException {
            listing.close();
        }
    }
}
