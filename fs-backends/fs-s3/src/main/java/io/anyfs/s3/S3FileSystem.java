package io.anyfs.s3;

import io.anyfs.FileSystem;
import java.io.IOException;

/**
 * Opens buckets.
 *
 * <pre>{@code
 * try (FileSystem fs = S3FileSystem.open(S3Options.of("my-bucket").withPrefix("reports"))) {
 *     fs.write("/2026/january.csv", WriteOptions.replace().creatingParents(), out -> out.write(bytes));
 * }
 * }</pre>
 *
 * <p>What is special about object storage is told in {@code docs/s3.md}.
 */
public final class S3FileSystem {

    private S3FileSystem() {}

    /**
     * Opens a bucket, or a part of it.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such bucket
     * @throws java.nio.file.AccessDeniedException if the store does not let these credentials list it
     * @throws io.anyfs.TransientStorageException if the store cannot be reached
     */
    public static FileSystem open(S3Options options) throws IOException {
        return FileSystem.over(S3Backend.open(options));
    }
}
