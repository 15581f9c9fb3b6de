package io.anyfs.tree;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Progress;
import io.anyfs.ReadHandle;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * The hash of some bytes.
 *
 * @param algorithm how it was computed
 * @param hex the value in lower-case hexadecimal digits
 */
public record Hash(HashAlgorithm algorithm, String hex) {

    private static final long CHUNK = 1L << 20;

    /**
     * The hash of a whole file.
     *
     * @throws io.anyfs.FileChangedException if the file was overwritten meanwhile and its old bytes are gone
     */
    public static Hash of(FileSystem fs, FsPath file, HashAlgorithm algorithm) throws IOException {
        return of(fs, file, algorithm, Progress.NONE);
    }

    /**
     * The hash of a whole file. An interrupt of the calling thread ends it.
     *
     * @param progress told of each file and of the bytes as they are read
     */
    public static Hash of(FileSystem fs, FsPath file, HashAlgorithm algorithm, Progress progress) throws IOException {
        try (ReadHandle handle = fs.openRead(file)) {
            progress.started(file);
            Hash hash = of(handle, 0, handle.size(), algorithm, progress);
            progress.finished(file);
            return hash;
        }
    }

    /**
     * The hash of a part of a file.
     *
     * @param offset where it begins, in bytes
     * @param length how many bytes
     * @throws EOFException if the file ends before
     */
    public static Hash ofRange(FileSystem fs, FsPath file, long offset, long length, HashAlgorithm algorithm)
            throws IOException {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a range must not be negative: " + length + " bytes from " + offset);
        }
        try (ReadHandle handle = fs.openRead(file)) {
            return of(handle, offset, length, algorithm, Progress.NONE);
        }
    }

    private static Hash of(ReadHandle handle, long offset, long length, HashAlgorithm algorithm, Progress progress)
            throws IOException {
        HashComputation computation = algorithm.begin();
        WritableByteChannel sink = new Sink(computation);
        long done = 0;
        while (done < length) {
            FailureLog.requireNotInterrupted(handle.path());
            long read = handle.transferTo(offset + done, Math.min(CHUNK, length - done), sink);
            if (read <= 0) {
                throw new EOFException(handle.path() + ": the file ends " + (length - done) + " bytes too early");
            }
            done += read;
            progress.transferred(read);
        }
        return new Hash(algorithm, computation.hex());
    }

    /** The value in lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return hex;
    }

    private record Sink(HashComputation computation) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) {
            int count = bytes.remaining();
            computation.update(bytes);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
