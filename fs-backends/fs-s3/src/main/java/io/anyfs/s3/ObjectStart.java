package io.anyfs.s3;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The facts of an object with its first bytes, which one request brings along. */
final class ObjectStart {

    private static final int ATTEMPTS = 3;

    private final FileInfo info;
    private final String eTag;
    private final byte[] first;

    private ObjectStart(FileInfo info, String eTag, byte[] first) {
        this.info = info;
        this.eTag = eTag;
        this.first = first;
    }

    /**
     * Asks for an object; {@code null} if there is none.
     *
     * @param most how many bytes to bring, at least 1
     */
    static @Nullable ObjectStart fetch(Bucket bucket, String key, FsPath path, int most) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (RangeAnswer answer = new RangeAnswer(bucket.get(key, 0, most, null))) {
                return read(answer, path, most);
            } catch (SdkException failure) {
                if (Failures.isNoSuchKey(failure)) {
                    return null;
                } else if (Failures.isNoSuchRange(failure)) {
                    return ofEmpty(bucket, key, path);
                }
                throw Failures.of(failure, path);
            } catch (IOException broken) {
                if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                    throw broken;
                }
            }
        }
    }

    private static ObjectStart read(RangeAnswer answer, FsPath path, int most) throws IOException {
        GetObjectResponse facts = answer.facts();
        long size = size(facts);
        byte[] first = new byte[(int) Math.min(size, most)];
        for (int done = 0; done < first.length; ) {
            done += answer.give((bytes, left) -> bytes.read(first, first.length - left, left), first.length - done);
        }
        answer.end();
        return new ObjectStart(ObjectFacts.file(path, facts, size), facts.eTag(), first);
    }

    /** An empty object has no first byte to ask for. */
    private static @Nullable ObjectStart ofEmpty(Bucket bucket, String key, FsPath path) throws IOException {
        HeadObjectResponse head = bucket.head(key, path);
        return head == null ? null : new ObjectStart(ObjectFacts.file(path, head), head.eTag(), new byte[0]);
    }

    /** RFC 9110, section 14.4: {@code bytes 0-99/1234}. */
    private static long size(GetObjectResponse facts) {
        String range = facts.contentRange();
        int slash = range == null ? -1 : range.indexOf('/');
        return slash < 0 ? facts.contentLength() : Long.parseLong(range.substring(slash + 1));
    }

    FileInfo info() {
        return info;
    }

    String eTag() {
        return eTag;
    }

    /** Not a copy. */
    byte[] first() {
        return first;
    }
}
