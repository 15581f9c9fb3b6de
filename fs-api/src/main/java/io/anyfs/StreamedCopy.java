package io.anyfs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Copies one file between any two filesystems through this process: the source's version whole, or nothing. */
public final class StreamedCopy {

    private static final long CHUNK = 4L * 1024 * 1024;

    private StreamedCopy() {}

    /**
     * Copies a file, with its modification time and mode where the target keeps them. Visible when it is whole. An interrupt
     * of the calling thread ends it.
     *
     * @return the facts of the copy
     * @throws java.nio.file.FileAlreadyExistsException if the target exists and is not to be replaced
     * @throws FileChangedException if the source changed under way; then nothing is published
     */
    public static FileInfo copy(
            FileSystem from, FsPath source, FileSystem to, FsPath target, IfExists ifExists, Progress progress)
            throws IOException {
        try (ReadHandle in = from.openRead(source);
                WriteHandle out = to.openWrite(target, options(in.info(), to, target, ifExists))) {
            progress.started(source);
            WritableByteChannel channel = new Channel(out);
            long position = 0;
            while (position < in.size()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted after " + position + " bytes");
                }
                long sent = in.transferTo(position, Math.min(CHUNK, in.size() - position), channel);
                if (sent <= 0) {
                    throw new FileChangedException(source.toString(), "it ended after " + position + " bytes");
                }
                position += sent;
                progress.transferred(sent);
            }
            FileInfo info = out.commit();
            progress.finished(source);
            return info;
        }
    }

    private static WriteOptions options(FileInfo source, FileSystem to, FsPath target, IfExists ifExists) {
        WriteOptions options = switch (ifExists) {
            case FAIL -> WriteOptions.createNew();
            case REPLACE -> WriteOptions.replace();
        };
        Capabilities there = to.capabilities(target);
        AttributeChanges kept = AttributeChanges.NONE;
        if (there.has(Capability.SET_LAST_MODIFIED)) {
            kept = kept.withLastModified(source.lastModified());
        }
        PosixAttributes posix = source.posix();
        if (posix != null && there.has(Capability.SET_MODE)) {
            kept = kept.withMode(posix.mode() & 0777);
        }
        return options.expecting(source.size()).with(kept);
    }

    /** Lets the source send into the write handle. */
    private record Channel(WriteHandle out) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) throws IOException {
            int bytes = source.remaining();
            out.write(source);
            return bytes;
        }

        @Override
        public boolean isOpen() {
            return out.isOpen();
        }

        @Override
        public void close() {}
    }
}
