package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import java.io.IOException;
import java.util.concurrent.ExecutorService;

/**
 * What the parts of a backend share.
 *
 * @param workers run what may wait for other requests
 * @param transfers run requests that carry bytes, which wait for nothing but the store: whoever waits for one gets it
 */
record Storage(
        Bucket bucket,
        S3Options options,
        Keys keys,
        PartMemory memory,
        ExecutorService workers,
        ExecutorService transfers,
        PathLocks locks,
        FilesAhead ahead,
        Directories directories,
        Conditions conditions,
        ServerCopies copies) {

    /** The pages of the entries of a directory, or if deep of all that is below it. */
    ObjectPages pages(FsPath directory, boolean deep) throws InvalidNameException {
        return new ObjectPages(bucket, keys, directory, deep);
    }

    /** What is done in a storage. */
    @FunctionalInterface
    interface Work<T> {
        T in(Storage storage) throws IOException;
    }

    /** Opens a storage for one piece of work. */
    static <T> T with(S3Options options, Work<T> work) throws IOException {
        Storage storage = over(new Bucket(S3Clients.open(options), options), options, PartMemory.shared());
        try {
            return work.in(storage);
        } finally {
            storage.close();
        }
    }

    /** A storage of its own, for as long as the bucket is open. */
    static Storage over(Bucket bucket, S3Options options, PartMemory memory) {
        return over(bucket, options, memory, new KnownDirectories(KnownDirectories.MOMENT));
    }

    static Storage over(Bucket bucket, S3Options options, PartMemory memory, KnownDirectories known) {
        Keys keys = new Keys(options.prefix());
        Conditions conditions = new Conditions(bucket, keys, options);
        ExecutorService workers = Workers.start(options.connection().maxConnections());
        ExecutorService transfers = Workers.start(options.connection().maxConnections());
        KnownFiles files = new KnownFiles(options.statCache());
        FilesAhead ahead =
                new FilesAhead(bucket, keys, options, files, transfers, ReadMemory.shared(), FilesAhead.KEPT);
        return new Storage(
                bucket,
                options,
                keys,
                memory,
                workers,
                transfers,
                new PathLocks(),
                ahead,
                new Directories(bucket, keys, conditions, known, files, ahead),
                conditions,
                new ServerCopies(bucket, transfers, memory));
    }

    /** Ends what is running. */
    void close() {
        Workers.stop(workers);
        Workers.stop(transfers);
        ahead.close();
        bucket.close();
    }
}
