package io.anyfs.s3;

import io.anyfs.FileChangedException;
import io.anyfs.FsPath;
import io.anyfs.TransientStorageException;
import io.anyfs.s3.Bucket.SourceRange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The bytes of one version of an object. A connection that breaks is replaced, and reading goes on where it was. */
record StoredBytes(Bucket bucket, String key, String eTag, FsPath path) {

    private static final int ATTEMPTS = 5;
    /** What {@link #read(ByteBuffer, long, long)} fetches at most. */
    private static final int LARGEST_READ = 1 << 20;

    SourceRange range(long first, long count) {
        return new SourceRange(key, eTag, first, count);
    }

    /** Reads some of what there is room for, up to an end; -1 at the end. */
    int read(ByteBuffer target, long position, long end) throws IOException {
        int count = (int) Math.min(Math.min(target.remaining(), LARGEST_READ), end - position);
        if (count <= 0) {
            return -1;
        }
        target.put(read(position, count));
        return count;
    }

    /** Reads a range that is there. */
    byte[] read(long position, int count) throws IOException {
        byte[] bytes = new byte[count];
        read(new byte[][] {bytes}, position, count);
        return bytes;
    }

    /** Reads a range that is there into chunks, all as long as the first, except the last one. */
    void read(byte[][] chunks, long position, int count) throws IOException {
        transfer(position, count, (answer, left) -> {
            int at = count - left;
            byte[] chunk = chunks[at / chunks[0].length];
            int from = at % chunks[0].length;
            return answer.read(chunk, from, Math.min(left, chunk.length - from));
        });
    }

    /** Appends a range to a part that has room for it. */
    void appendTo(PartBuffer part, long position, int count) throws IOException {
        // Before a connection is taken: others may need one to give memory back.
        part.reserve(count);
        transfer(position, count, part::append);
    }

    private void transfer(long position, int count, RangeAnswer.Sink sink) throws IOException {
        int done = 0;
        int failures = 0;
        while (done < count) {
            try (RangeAnswer answer = new RangeAnswer(bucket.get(key, position + done, count - done, eTag))) {
                requireRight(answer.facts(), position + done);
                while (done < count) {
                    done += answer.give(sink, count - done);
                }
                answer.end();
            } catch (SdkException failure) {
                throw told(failure);
            } catch (FileSystemException wrong) {
                throw wrong;
            } catch (IOException broken) {
                failures++;
                requireAnotherTry(failures, broken);
            }
        }
    }

    private void requireAnotherTry(int failures, IOException broken) throws IOException {
        IOException told;
        if (Thread.currentThread().isInterrupted()) {
            told = new InterruptedIOException(path + ": interrupted");
        } else if (failures == ATTEMPTS) {
            told = new TransientStorageException(
                    path.toString(), "the connection broke off " + ATTEMPTS + " times: " + broken, Duration.ZERO);
        } else {
            return;
        }
        told.initCause(broken);
        throw told;
    }

    /** Not every store that speaks S3 heeds the headers that pin a read to a version and to a range. */
    private void requireRight(GetObjectResponse facts, long position) throws IOException {
        if (facts.eTag() != null && !facts.eTag().equals(eTag)) {
            throw new FileChangedException(path.toString(), "it was replaced while it was read");
        }
        String range = facts.contentRange();
        if (range == null ? position > 0 : !range.startsWith("bytes " + position + "-")) {
            throw new FileSystemException(path.toString(), null, "the store sent another range: " + range);
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
}
