package io.anyfs.cache.writeback;

import io.anyfs.FsPath;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that was committed and is not stored yet.
 *
 * @param path where it will be; where links are in the way, the path without them
 * @param bytes its size
 * @param since when it was committed
 * @param attempts how many uploads of it were begun since this wrapper was opened
 * @param lastFailure why the last one failed, {@code null} if none did
 * @param failed whether it is not tried again before {@link WriteBackBackend#retry} or the next open
 */
public record PendingUpload(
        FsPath path,
        long bytes,
        Instant since,
        int attempts,
        @Nullable String lastFailure,
        boolean failed) {}
