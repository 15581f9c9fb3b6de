package io.anyfs.tck.mutant;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What mistakes are made of. */
final class Mutation {

    private Mutation() {}

    abstract static class Writing extends ForwardingBackend {
        Writing(Backend delegate) {
            super(delegate);
        }

        @Override
        public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
            return writing(path, options, super.openWrite(path, options));
        }

        boolean exists(FsPath path) throws IOException {
            return Mutation.exists(delegate(), path);
        }

        abstract BackendWriteHandle writing(FsPath path, WriteOptions options, BackendWriteHandle out)
                throws IOException;
    }

    abstract static class Reading extends ForwardingBackend {
        Reading(Backend delegate) {
            super(delegate);
        }

        @Override
        public BackendReadHandle openRead(FsPath path) throws IOException {
            return reading(path, super.openRead(path));
        }

        abstract BackendReadHandle reading(FsPath path, BackendReadHandle in);
    }

    static WriteOptions withMode(WriteOptions options, WriteMode mode) {
        return new WriteOptions(
                mode,
                options.mustExist(),
                options.createParents(),
                options.publication(),
                options.durable(),
                options.expectedSize(),
                options.ifVersion(),
                options.attributes());
    }

    static boolean exists(Backend storage, FsPath path) throws IOException {
        try {
            storage.stat(path, Links.NO_FOLLOW);
            return true;
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return false;
        }
    }

    static Deque<FileInfo> entries(BackendListing listing) throws IOException {
        Deque<FileInfo> entries = new ArrayDeque<>();
        for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
            entries.add(entry);
        }
        listing.close();
        return entries;
    }

    static BackendListing listing(Deque<FileInfo> entries) {
        return new BackendListing() {
            @Override
            public @Nullable FileInfo next() {
                return entries.poll();
            }

            @Override
            public void close() {}
        };
    }
}
