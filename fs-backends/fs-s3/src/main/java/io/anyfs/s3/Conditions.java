package io.anyfs.s3;

import io.anyfs.FsPath;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Whether writes can depend on what is there, found out when it first matters. Safe for use by many threads. */
final class Conditions {

    private final Bucket bucket;
    private final Keys keys;
    /** Guarded by this object's lock; {@code null} until it is known. */
    private @Nullable Boolean honoured;

    Conditions(Bucket bucket, Keys keys, S3Options options) {
        this.bucket = bucket;
        this.keys = keys;
        this.honoured = switch (options.storing().conditionalWrites()) {
            case HONOURED -> true;
            case IGNORED -> false;
            case AUTO -> options.connection().endpoint() == null ? true : null;
        };
    }

    /**
     * Whether the store checks; otherwise a look before the write has to do.
     *
     * @throws FileSystemException if it does not, and nobody has said that this is all right
     */
    synchronized boolean areHonoured(FsPath path) throws IOException {
        Boolean known = honoured;
        if (known != null) {
            return known;
        } else if (!probe(path)) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "the store ignores If-None-Match on writes, so that nothing keeps two writers apart;"
                            + " conditionalWrites=false accepts a look before the write instead");
        }
        honoured = true;
        return true;
    }

    /** Whether it was said or seen that the store checks; it is not asked. */
    synchronized boolean areKnownToBeHonoured() {
        return Boolean.TRUE.equals(honoured);
    }

    private boolean probe(FsPath path) throws IOException {
        String key = keys.probe(UUID.randomUUID().toString());
        try {
            boolean isFirst = put(key);
            return !isFirst || !put(key);
        } catch (SdkException failure) {
            if (Failures.isStatus(failure, HttpURLConnection.HTTP_NOT_IMPLEMENTED)) {
                return false;
            }
            IOException told = Failures.of(failure, path);
            if (told instanceof AccessDeniedException) {
                throw new AccessDeniedException(
                        path.toString(),
                        null,
                        "whether the store honours If-None-Match cannot be tried, for writing " + key
                                + " is not allowed; conditionalWrites=true or false tells");
            }
            throw told;
        } finally {
            delete(key, path);
        }
    }

    /** False if the store has refused because of the condition; also if it has done what was asked before, unheard. */
    private boolean put(String key) {
        try {
            bucket.put(key, PartBody.EMPTY, Content.of(null, Map.of()), Condition.NOTHING);
            return true;
        } catch (SdkException failure) {
            if (Failures.isConditionFailed(failure) || Failures.isConflict(failure)) {
                return false;
            }
            throw failure;
        }
    }

    private void delete(String key, FsPath path) {
        try {
            Cancellation.shielded(() -> bucket.delete(key, path));
        } catch (IOException unimportant) {
            // An empty object in a place that no path leads to.
        }
    }
}
