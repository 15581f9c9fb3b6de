package io.anyfs.s3;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What an object is stored with, beside its bytes. */
record Content(
        @Nullable String contentType,
        @Nullable String cacheControl,
        @Nullable String contentDisposition,
        @Nullable String contentEncoding,
        @Nullable String contentLanguage,
        @Nullable String storageClass,
        Map<String, String> metadata) {

    /** A new object. */
    static Content of(@Nullable String contentType, Map<String, String> metadata) {
        return new Content(contentType, null, null, null, null, null, metadata);
    }

    /** What a stored object has. */
    static Content of(HeadObjectResponse head) {
        return new Content(
                head.contentType(),
                head.cacheControl(),
                head.contentDisposition(),
                head.contentEncoding(),
                head.contentLanguage(),
                head.storageClassAsString(),
                head.metadata());
    }

    Content with(Map<String, String> newMetadata) {
        return new Content(
                contentType,
                cacheControl,
                contentDisposition,
                contentEncoding,
                contentLanguage,
                storageClass,
                newMetadata);
    }
}
