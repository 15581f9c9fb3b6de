package io.anyfs.s3;

import io.anyfs.AttributeChanges;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The moment at which a write becomes an object: where, under which conditions, and with which facts. */
final class Publication {

    private final Bucket bucket;
    private final Conditions conditions;
    private final FsPath path;
    private final String key;
    private final WriteOptions options;
    private final @Nullable HeadObjectResponse replaced;
    private final String writeId = UUID.randomUUID().toString();
    private AttributeChanges attributes;

    Publication(
            Bucket bucket,
            Conditions conditions,
            FsPath path,
            String key,
            WriteOptions options,
            @Nullable HeadObjectResponse replaced) {
        this.bucket = bucket;
        this.conditions = conditions;
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

    boolean appends() {
        return options.mode() == WriteMode.APPEND;
    }

    void change(AttributeChanges changes) {
        attributes = attributes.and(changes);
    }

    AttributeChanges attributes() {
        return attributes;
    }

    /** What the object is stored with, if it is published at a time. */
    Content content(Instant now) {
        Map<String, String> metadata = ObjectFacts.with(keptMetadata(), attributes, false);
        metadata.putIfAbsent(ObjectFacts.MTIME, Long.toString(now.getEpochSecond()));
        metadata.put(ObjectFacts.WRITE_ID, writeId);
        HeadObjectResponse base = base();
        return base == null
                ? Content.of(URLConnection.guessContentTypeFromName(path.name()), metadata)
                : Content.of(base).with(metadata);
    }

    private Map<String, String> keptMetadata() {
        HeadObjectResponse base = base();
        if (base != null) {
            Map<String, String> kept = new LinkedHashMap<>(base.metadata());
            kept.remove(ObjectFacts.MTIME);
            return kept;
        }
        return replaced == null ? Map.of() : ObjectFacts.kept(replaced.metadata());
    }

    /** The object whose bytes are kept, and with them all that says what they are; {@code null} if none are. */
    private @Nullable HeadObjectResponse base() {
        return options.keepsContent() ? replaced : null;
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
            there = Cancellation.shielded(() -> Optional.ofNullable(bucket.head(key, path)))
                    .orElse(null);
        } catch (IOException unknown) {
            IOException told = Failures.of(failure, path);
            told.addSuppressed(unknown);
            throw told;
        }
        if (there != null && writeId.equals(there.metadata().get(ObjectFacts.WRITE_ID))) {
            return there.eTag();
        }
        boolean refused = Failures.isConditionFailed(failure) || Failures.isNoSuchKey(failure);
        if (refused || Failures.isConflict(failure)) {
            requireExpected(there, refused);
        }
        throw Failures.of(failure, path);
    }

    /** Where the store knows no conditions, the last look before the request has to do. */
    private Condition condition() throws IOException {
        String version = expectedVersion();
        Condition wanted =
                expectsNothing() ? Condition.NOTHING : version == null ? Condition.NONE : Condition.version(version);
        if (wanted.equals(Condition.NONE) || conditions.areHonoured(path)) {
            return wanted;
        }
        requireExpected(bucket.head(key, path), false);
        return Condition.NONE;
    }

    /**
     * Tells what is there, if it is not what is to be replaced.
     *
     * @param refused whether the store has said already that it is not
     */
    private void requireExpected(@Nullable HeadObjectResponse there, boolean refused) throws IOException {
        String version = expectedVersion();
        if (options.mode() == WriteMode.CREATE_NEW) {
            if (refused || there != null) {
                throw new FileAlreadyExistsException(path.toString());
            }
        } else if (expectsNothing()) {
            if (refused || there != null) {
                throw new FileChangedException(path.toString(), "it was created meanwhile");
            }
        } else if (version != null && (refused || there == null || !version.equals(there.eTag()))) {
            throw new FileChangedException(
                    path.toString(),
                    "expected version " + version + ", found " + (there == null ? "none" : there.eTag()));
        }
    }

    /** A write that keeps bytes must not make those vanish that somebody else has written meanwhile. */
    private boolean expectsNothing() {
        return options.mode() == WriteMode.CREATE_NEW
                || (options.keepsContent() && replaced == null && options.ifVersion() == null);
    }

    private @Nullable String expectedVersion() {
        if (options.ifVersion() != null) {
            return options.ifVersion();
        }
        HeadObjectResponse base = base();
        return base == null ? null : base.eTag();
    }
}
