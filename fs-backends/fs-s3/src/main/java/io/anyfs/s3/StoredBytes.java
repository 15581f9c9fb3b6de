package io.anyfs.s3;

import io.anyfs.FileChangedException;
import io.anyfs.FsPath;
import io.anyfs.s3.Bucket.SourceRange;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The bytes of one version of an object. A connection that breaks is replaced, and reading goes on where it was. */
record StoredBytes(Bucket bucket, String key, String eTag, FsPath path) {

    private static final int ATTEMPTS = 5;

    SourceRange range(long first, long count) {
        return new SourceRange(key, eTag, first, count);
    }

    /** Reads as much as there is room for, up to an end; -1 at the end. */
    int read(ByteBuffer target, long position, long end) throws IOException {
        int count = (int) Math.min(target.remaining(), end - position);
        if (count <= 0) {
            return -1;
        }
        byte[] bytes = read(position, count);
        target.put(bytes);
        return count;
    }

    /** Reads a range that is there. */
    byte[] read(long position, int count) throws IOException {
        byte[] bytes = new byte[count];
        int done = 0;
        for (int attempt = 1; done < count; attempt++) {
            try (Reading reading = new Reading(bucket.get(key, position + done, count - done, eTag))) {
                done = reading.into(bytes, done);
            } catch (SdkException failure) {
                throw told(failure);
            } catch (IOException broken) {
                if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                    throw broken;
                }
            }
        }
        return bytes;
    }

    /** Appends a range to a part that has room for it. */
    void appendTo(PartBuffer part, long position, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int piece = Math.min(count - done, PartMemory.CHUNK * 4);
            part.append(ByteBuffer.wrap(read(position + done, piece)));
            done += piece;
        }
    }

    private IOException told(SdkException failure) {
        if (Failures.isConditionFailed(failure) || Failures.isNoSuchRange(failure)) {
            return changed("it was replaced", failure);
        } else if (Failures.isNoSuchKey(failure)) {
            return changed("it was deleted", failure);
        }
        return Failures.of(failure, path);
    }

    private IOException changed(String what, SdkException failure) {
        IOException changed = new FileChangedException(path.toString(), what + " while it was read");
        changed.initCause(failure);
        return changed;
    }

    /** One answer. What was read of it counts, also when it breaks off. */
    private record Reading(ResponseInputStream<GetObjectResponse> answer) implements AutoCloseable {

        int into(byte[] bytes, int from) throws IOException {
            int done = from;
            while (done < bytes.length) {
                int read = answer.read(bytes, done, bytes.length - done);
                if (read < 0) {
                    throw new EOFException("the answer ended after " + (done - from) + " bytes");
                }
                done += read;
            }
            return done;
        }

        /** Without reading the rest, which may be long. */
        @Override
        public void close() {
            answer.abort();
        }
    }
}
