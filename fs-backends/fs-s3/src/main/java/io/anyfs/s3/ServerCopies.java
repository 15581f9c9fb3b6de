package io.anyfs.s3;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Copies that the store makes itself: in one request up to 5 GiB, in parts above. */
final class ServerCopies {

    private final Bucket bucket;
    private final ExecutorService transfers;
    private final PartMemory memory;

    /** @param transfers must not be what these copies themselves are run by: they wait for what it runs */
    ServerCopies(Bucket bucket, ExecutorService transfers, PartMemory memory) {
        this.bucket = bucket;
        this.transfers = transfers;
        this.memory = memory;
    }

    /** Copies an object with all that is stored with it; it keeps its time, also where nobody had set one. */
    void copy(String from, HeadObjectResponse head, String to, FsPath path) throws IOException {
        copy(from, head.eTag(), head.contentLength(), to, Content.of(head).with(metadata(head)), path);
    }

    /** What a copy of an object has as metadata. */
    static Map<String, String> metadata(HeadObjectResponse head) {
        Map<String, String> metadata = new LinkedHashMap<>(head.metadata());
        metadata.remove(ObjectFacts.WRITE_ID);
        metadata.putIfAbsent(
                ObjectFacts.MTIME, Long.toString(head.lastModified().getEpochSecond()));
        return metadata;
    }

    /** Sets attributes of an object, which means to store it anew; it keeps its time unless that is changed. */
    void change(String key, HeadObjectResponse head, AttributeChanges changes, FsPath path) throws IOException {
        Map<String, String> metadata = ObjectFacts.with(head.metadata(), changes, false);
        metadata.putIfAbsent(
                ObjectFacts.MTIME, Long.toString(head.lastModified().getEpochSecond()));
        copy(key, head.eTag(), head.contentLength(), key, Content.of(head).with(metadata), path);
    }

    /** Stores an object anew with other metadata. */
    FileInfo rewrite(String key, FileInfo info, Content content) throws IOException {
        copy(key, String.valueOf(info.version()), info.size(), key, content, info.path());
        HeadObjectResponse head = bucket.head(key, info.path());
        return head == null ? info : ObjectFacts.file(info.path(), head);
    }

    /** Copies a version of an object. */
    void copy(String from, String eTag, long size, String to, Content content, FsPath path) throws IOException {
        try {
            if (size <= PartSizes.MAX_COPIED_PART) {
                bucket.copy(from, eTag, to, content);
            } else {
                copyInParts(new StoredBytes(bucket, from, eTag, path), size, to, content, path);
            }
        } catch (SdkException failure) {
            throw Failures.of(failure, path);
        }
    }

    private void copyInParts(StoredBytes source, long size, String to, Content content, FsPath path)
            throws IOException {
        ObjectUpload upload = new ObjectUpload(bucket, transfers, memory, to, path, () -> content);
        boolean done = false;
        try {
            long position = 0;
            while (position < size) {
                long part = PartSizes.copied(size - position);
                upload.copy(source.range(position, part));
                position += part;
            }
            upload.complete(Condition.NONE);
            done = true;
        } finally {
            if (!done) {
                upload.abort();
            }
        }
    }
}
