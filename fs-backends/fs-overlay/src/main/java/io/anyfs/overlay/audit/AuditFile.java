package io.anyfs.overlay.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file to which records are appended, a line of JSON each. A line is never mixed with another. */
public final class AuditFile implements AuditSink {

    private final FileChannel channel;
    private final boolean fsync;

    private AuditFile(FileChannel channel, boolean fsync) {
        this.channel = channel;
        this.fsync = fsync;
    }

    /**
     * Opens the file, or creates it.
     *
     * @param fsync whether each line is brought to stable storage before the operation returns
     */
    public static AuditFile open(Path file, boolean fsync) throws IOException {
        return new AuditFile(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                fsync);
    }

    /** Appends a line. An interrupt does not close the file: it is kept until the line is written. */
    @Override
    public synchronized void write(AuditRecord record) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((record.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
        boolean interrupted = Thread.interrupted();
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            if (fsync) {
                channel.force(false);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
