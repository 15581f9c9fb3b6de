package io.anyfs.s3;

import io.anyfs.AttributeChanges;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.s3.Bucket.Condition;
import io.anyfs.s3.Bucket.Content;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The moment at which a write becomes an object: where, under which conditions, and with which facts. */
final class Publication {

    private final Bucket bucket;
    private final boolean conditional;
    private final FsPath path;
    private final String key;
    private final WriteOptions options;
    private final @Nullable HeadObjectResponse replaced;
    private final String writeId = UUID.randomUUID().toString();
    private AttributeChanges attributes;

    Publication(
            Bucket bucket,
            boolean conditional,
            FsPath path,
            String key,
            WriteOptions options,
            @Nullable HeadObjectResponse replaced) {
        this.bucket = bucket;
        this.conditional = conditional;
        this.path = path;
        this.key = key;
        this.options = options;
        this.replaced = replaced;
        this.attributes = options.attributes();
    }

    /** A request that publishes, and gives the object's ETag. */
    @FunctionalInterface
    interface Request {
        String run(Condition condition) throws IOException;
    }

    String key() {
        return key;
    }

    FsPath path() {
        return path;
    }

    WriteOptions options() {
        return options;
    }

    void change(AttributeChanges changes) {
        attributes = attributes.and(changes);
    }

    AttributeChanges attributes() {
        return attributes;
    }

    /** What the object is stored with, if it is published at a time. */
    Content content(Instant now) {
        Map<String, String> metadata = ObjectFacts.with(
                replaced == null ? Map.of() : ObjectFacts.kept(replaced.metadata()), attributes, false);
        metadata.putIfAbsent(ObjectFacts.MTIME, Long.toString(now.getEpochSecond()));
        metadata.put(ObjectFacts.WRITE_ID, writeId);
        return Content.of(URLConnection.guessContentTypeFromName(path.name()), metadata);
    }

    /**
     * Runs the request that publishes. An answer that was lost on the way is recognised: the object there is ours if it has
     * the identity of this write.
     */
    FileInfo publish(long size, Content content, Request request) throws IOException {
        String eTag;
        try {
            eTag = request.run(condition());
        } catch (SdkException failure) {
            eTag = publishedAfterAll(failure);
        }
        return ObjectFacts.file(path, size, Instant.EPOCH, eTag, content.metadata());
    }

    private String publishedAfterAll(SdkException failure) throws IOException {
        HeadObjectResponse there;
        try {
            there = bucket.head(key, path);
        } catch (IOException unknown) {
            IOException told = Failures.of(failure, path);
            told.addSuppressed(unknown);
            throw told;
        }
        if (there != null && writeId.equals(there.metadata().get(ObjectFacts.WRITE_ID))) {
            return there.eTag();
        } else if (!Failures.isConditionFailed(failure)) {
            throw Failures.of(failure, path);
        } else if (options.mode() == WriteMode.CREATE_NEW) {
            throw new FileAlreadyExistsException(path.toString());
        }
        throw new FileChangedException(
                path.toString(),
                "expected version " + expected() + ", found " + (there == null ? "none" : there.eTag()));
    }

    /** Where the store knows no conditions, the last look before the request has to do. */
    private Condition condition() throws IOException {
        String version = expected();
        if (conditional) {
            return options.mode() == WriteMode.CREATE_NEW
                    ? Condition.NOTHING
                    : version == null ? Condition.NONE : Condition.version(version);
        }
        if (options.mode() == WriteMode.CREATE_NEW && bucket.head(key, path) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        return Condition.NONE;
    }

    private @Nullable String expected() {
        return options.ifVersion();
    }
}
