package io.anyfs.s3;

import java.util.concurrent.ExecutorService;

/** What the parts of a backend share. */
record Storage(
        Bucket bucket,
        S3Options options,
        Keys keys,
        PartMemory memory,
        ExecutorService workers,
        PathLocks locks,
        Directories directories,
        ServerCopies copies) {

    static Storage over(Bucket bucket, S3Options options, PartMemory memory) {
        Keys keys = new Keys(options.prefix());
        ExecutorService workers = Workers.start(options.connection().maxConnections());
        return new Storage(
                bucket,
                options,
                keys,
                memory,
                workers,
                new PathLocks(),
                new Directories(bucket, keys),
                new ServerCopies(bucket, workers, memory));
    }
}
