package io.anyfs.local;

import io.anyfs.FileChangedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Copies the content of a file. The JDK cannot ask where a file has holes; so a few places of a large file are looked at, and if
 * one of them is all zeros, blocks of zeros are left out of the copy, which reads the same and takes no room.
 */
final class ContentCopy {

    private static final int BLOCK = 64 * 1024;
    private static final int SAMPLE = 4096;
    private static final int SAMPLES = 16;
    /** A smaller file is copied sooner than looked at. */
    private static final long WORTH_LOOKING = 16L * 1024 * 1024;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(BLOCK).asReadOnlyBuffer();

    private final LocalReadHandle source;
    private final long size;
    private final FileChannel target;

    private ContentCopy(LocalReadHandle source, FileChannel target) {
        this.source = source;
        this.size = source.info().size();
        this.target = target;
    }

    /** Copies a whole file into an empty one. */
    static void copy(LocalReadHandle source, FileChannel target) throws IOException {
        ContentCopy copy = new ContentCopy(source, target);
        if (copy.seemsSparse()) {
            copy.copyWithoutZeros();
        } else {
            copy.copyAll();
        }
    }

    private void copyAll() throws IOException {
        long position = 0;
        while (position < size) {
            position += requireMore(source.transferTo(position, size - position, target));
        }
    }

    private void copyWithoutZeros() throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        for (long position = 0; position < size; position += block.limit()) {
            requireMore(source.read(block.clear(), position));
            block.flip();
            boolean last = position + block.limit() == size;
            if (last || !isZero(block)) {
                long at = position;
                while (block.hasRemaining()) {
                    at += target.write(block, at);
                }
            }
        }
    }

    private boolean seemsSparse() throws IOException {
        if (size < WORTH_LOOKING) {
            return false;
        }
        ByteBuffer sample = ByteBuffer.allocate(SAMPLE);
        for (int i = 0; i < SAMPLES; i++) {
            requireMore(source.read(sample.clear(), size / SAMPLES * i));
            if (isZero(sample.flip())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isZero(ByteBuffer bytes) {
        return bytes.mismatch(ZEROS.slice(0, bytes.remaining())) < 0;
    }

    private long requireMore(long bytes) throws FileChangedException {
        if (bytes <= 0) {
            throw new FileChangedException(source.info().path().toString(), "it was cut while it was copied");
        }
        return bytes;
    }
}
