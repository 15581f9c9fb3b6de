package io.anyfs.s3;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Opens objects for reading: with one request, which brings the first bytes along. */
final class S3Reads {

    private static final int ATTEMPTS = 3;

    private final Storage storage;

    S3Reads(Storage storage) {
        this.storage = storage;
    }

    BackendReadHandle open(FsPath path) throws IOException {
        if (path.isRoot() || Keys.isDirectoryOnly(path)) {
            throw noFile(path);
        }
        String key = storage.keys().file(path);
        for (int attempt = 1; ; attempt++) {
            try (RangeAnswer answer = new RangeAnswer(storage.bucket().get(key, 0, ReadAhead.FIRST_BLOCK, null))) {
                return open(path, key, answer);
            } catch (SdkException failure) {
                if (Failures.isNoSuchKey(failure)) {
                    throw noFile(path);
                } else if (Failures.isNoSuchRange(failure)) {
                    return openEmpty(path, key);
                }
                throw Failures.of(failure, path);
            } catch (IOException broken) {
                if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                    throw broken;
                }
            }
        }
    }

    private BackendReadHandle open(FsPath path, String key, RangeAnswer answer) throws IOException {
        GetObjectResponse facts = answer.facts();
        long size = size(facts);
        byte[] first = new byte[(int) Math.min(size, ReadAhead.FIRST_BLOCK)];
        for (int done = 0; done < first.length; ) {
            done += answer.give((bytes, left) -> bytes.read(first, first.length - left, left), first.length - done);
        }
        answer.end();
        return handle(ObjectFacts.file(path, facts, size), key, facts.eTag(), first);
    }

    /** An empty object has no first byte to ask for. */
    private BackendReadHandle openEmpty(FsPath path, String key) throws IOException {
        HeadObjectResponse head = storage.bucket().head(key, path);
        if (head == null) {
            throw noFile(path);
        }
        return handle(ObjectFacts.file(path, head), key, head.eTag(), new byte[0]);
    }

    private BackendReadHandle handle(FileInfo info, String key, String eTag, byte[] first) {
        StoredBytes stored = new StoredBytes(storage.bucket(), key, eTag, info.path());
        return new S3ReadHandle(
                info, new ReadAhead(stored, info.size(), first, storage.transfers(), ReadMemory.shared()));
    }

    private IOException noFile(FsPath path) throws IOException {
        return path.isRoot() || storage.directories().exists(path)
                ? new IsDirectoryException(path.toString(), null)
                : storage.directories().missing(path);
    }

    /** RFC 9110, section 14.4: {@code bytes 0-99/1234}. */
    private static long size(GetObjectResponse facts) {
        String range = facts.contentRange();
        int slash = range == null ? -1 : range.indexOf('/');
        return slash < 0 ? facts.contentLength() : Long.parseLong(range.substring(slash + 1));
    }
}
