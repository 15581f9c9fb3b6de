package io.anyfs.mount.fuse;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file whose bytes are kept in a local file without a name until they are published, all of them each time. A publication that
 * fails loses nothing: the next one may succeed.
 */
final class StagedDraft implements Draft {

    private static final int BUFFER = 1 << 20;

    private final FileSystem fs;
    private final FileChannel bytes;
    private long size;

    private StagedDraft(FileSystem fs, FileChannel bytes) {
        this.fs = fs;
        this.bytes = bytes;
    }

    /** Where bytes come from. */
    @FunctionalInterface
    interface Source {
        /** Reads some. Returns -1 at or past the end. */
        int read(ByteBuffer target, long position) throws IOException;
    }

    static StagedDraft empty(FileSystem fs) throws IOException {
        Path file = Files.createTempFile("anyfs-mount-", "");
        // Gone with the process, however that ends: on Linux the name is removed at once.
        return new StagedDraft(
                fs,
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)));
    }

    /** One that begins with the first {@code limit} bytes of a source, or all. */
    static StagedDraft of(FileSystem fs, Source source, long limit) throws IOException {
        StagedDraft draft = empty(fs);
        boolean copied = false;
        try {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            long position = 0;
            while (position < limit) {
                buffer.clear().limit((int) Math.min(BUFFER, limit - position));
                int read = source.read(buffer, position);
                if (read < 0) {
                    break;
                }
                draft.write(buffer.flip(), position);
                position += read;
            }
            copied = true;
            return draft;
        } finally {
            if (!copied) {
                draft.close();
            }
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (position >= size) {
            return -1;
        }
        int limit = target.limit();
        target.limit((int) Math.min(limit, target.position() + (size - position)));
        try {
            int begin = target.position();
            while (target.hasRemaining()) {
                long at = position + (target.position() - begin);
                if (bytes.read(target, at) < 0) {
                    // A hole at the end: the channel is shorter than the file.
                    while (target.hasRemaining()) {
                        target.put((byte) 0);
                    }
                }
            }
            return target.position() - begin;
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        long next = position;
        while (source.hasRemaining()) {
            next += bytes.write(source, next);
        }
        size = Math.max(size, next);
    }

    @Override
    public void truncate(long newSize) throws IOException {
        bytes.truncate(newSize);
        size = newSize;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isInPlace() {
        return false;
    }

    @Override
    public boolean outlivesFile() {
        return true;
    }

    @Override
    public void force() {
        // What is published survives as the publication was asked to.
    }

    @Override
    public boolean publish(FsPath path, boolean isNew, boolean durable, AttributeChanges attributes)
            throws IOException {
        WriteOptions options = isNew ? WriteOptions.createNew() : WriteOptions.replace();
        if (durable) {
            options = options.durably();
        }
        try (WriteHandle out = fs.openWrite(path, options.expecting(size).with(attributes))) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, Math.max(1, size)));
            for (long position = 0; position < size; position += buffer.limit()) {
                buffer.clear();
                if (read(buffer, position) < 0) {
                    throw new NoSuchFileException(path.toString(), null, "what was staged is gone");
                }
                out.write(buffer.flip());
            }
            out.commit();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
