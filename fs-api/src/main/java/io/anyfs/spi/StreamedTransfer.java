package io.anyfs.spi;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.IfExists;
import io.anyfs.PosixAttributes;
import io.anyfs.Progress;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.WritableByteChannel;

/** What is the same for all who copy a file through this process, whatever they hold of it. */
public final class StreamedTransfer {

    private static final long CHUNK = 4L * 1024 * 1024;

    private StreamedTransfer() {}

    /** Where the bytes come from, such as {@link BackendReadHandle#transferTo}. */
    @FunctionalInterface
    public interface Source {
        /**
         * Sends bytes from a position on.
         *
         * @return how many bytes were sent; 0 at the end
         */
        long transferTo(long position, long count, WritableByteChannel target) throws IOException;
    }

    /** How to write a copy of this file: its modification time and mode are kept where the target can. */
    public static WriteOptions options(FileInfo source, Capabilities target, IfExists ifExists) {
        WriteOptions options = switch (ifExists) {
            case FAIL -> WriteOptions.createNew();
            case REPLACE -> WriteOptions.replace();
        };
        AttributeChanges kept = AttributeChanges.NONE;
        if (target.has(Capability.SET_LAST_MODIFIED)) {
            kept = kept.withLastModified(source.lastModified());
        }
        PosixAttributes posix = source.posix();
        if (posix != null && target.has(Capability.SET_MODE)) {
            kept = kept.withMode(posix.mode() & 0777);
        }
        return options.expecting(source.size()).with(kept);
    }

    /**
     * Sends all bytes of a file. An interrupt of the calling thread ends it; the thread stays interrupted.
     *
     * @param file the version that was opened
     * @param progress is told of the bytes only
     * @throws FileChangedException if there are fewer bytes than there were
     */
    public static void send(Source source, FileInfo file, WritableByteChannel target, Progress progress)
            throws IOException {
        long position = 0;
        while (position < file.size()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted after " + position + " bytes");
            }
            long sent = source.transferTo(position, Math.min(CHUNK, file.size() - position), target);
            if (sent <= 0) {
                throw new FileChangedException(file.path().toString(), "it ended after " + position + " bytes");
            }
            position += sent;
            progress.transferred(sent);
        }
    }
}
