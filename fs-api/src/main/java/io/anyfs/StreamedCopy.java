package io.anyfs;

import io.anyfs.spi.StreamedTransfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Copies one file between any two filesystems through this process: the source's version whole, or nothing. */
public final class StreamedCopy {

    private StreamedCopy() {}

    /**
     * Copies a file, with its modification time and mode where the target keeps them. Visible when it is whole. An interrupt
     * of the calling thread ends it.
     *
     * @return the facts of the copy
     * @throws java.nio.file.FileAlreadyExistsException if the target exists and is not to be replaced
     * @throws FileChangedException if the source changed under way; then nothing is published
     */
    @SuppressWarnings("try") // the source is closed twice
    public static FileInfo copy(
            FileSystem from, FsPath source, FileSystem to, FsPath target, IfExists ifExists, Progress progress)
            throws IOException {
        try (ReadHandle in = from.openRead(source);
                WriteHandle out =
                        to.openWrite(target, StreamedTransfer.options(in.info(), to.capabilities(target), ifExists))) {
            progress.started(source);
            StreamedTransfer.send(in::transferTo, in.info(), new Channel(out), progress);
            // All that can fail at the source comes before the commit.
            in.close();
            FileInfo info = out.commit();
            progress.finished(source);
            return info;
        }
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
