package io.anyfs.spi;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file that is open for writing. Ends exactly once, by {@link #commit} or by {@link #abort}; {@code FileSystem} sees to
 * that. Used by one thread at a time, except {@link #abort}, which may come from any thread at any time and ends a call
 * that is blocked.
 */
public interface BackendWriteHandle {

    /**
     * Writes all remaining bytes behind those written before: after the last write without a position, or at the start
     * (behind the existing content, for an append).
     */
    void write(ByteBuffer source) throws IOException;

    /**
     * Writes all remaining bytes at a position, 0 or more. In an append the position is from the start of the file. Does not
     * move where {@link #write(ByteBuffer)} goes on. Called only with {@link io.anyfs.Capability#RANDOM_WRITE}.
     */
    void write(ByteBuffer source, long position) throws IOException;

    /** Reads what the file would hold now. Called only with {@link io.anyfs.Capability#READ_BACK}. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Cuts or extends with zeros to a size in bytes. Called only with {@link io.anyfs.Capability#TRUNCATE}. */
    void truncate(long size) throws IOException;

    /** The bytes the file would have if it were committed now. */
    long size();

    /** Attributes to set at commit, together with the bytes. */
    void setAttributes(AttributeChanges changes) throws IOException;

    /** Brings what was written to stable storage. Called only with {@link io.anyfs.Capability#DURABLE}. */
    void force() throws IOException;

    /**
     * Publishes. When it throws, nothing was published and the handle has cleaned up after itself as an abort would.
     *
     * @return the facts of the published file
     */
    FileInfo commit() throws IOException;

    /** Gives up: nothing is published, nothing is left behind. */
    void abort() throws IOException;

    /**
     * Aborts a write after a failure, such as one at its commit. That failure stays the one to tell; what fails at the abort is
     * added to it as suppressed.
     */
    static void abortAfter(Throwable failure, BackendWriteHandle write) {
        try {
            write.abort();
        } catch (IOException | RuntimeException another) {
            if (another != failure) {
                failure.addSuppressed(another);
            }
        }
    }
}
