package io.anyfs.s3;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** One version of an object. If it is replaced or deleted meanwhile, reading on fails. */
final class S3ReadHandle implements BackendReadHandle {

    /** What is given to a channel at once: those of the JDK keep a buffer outside the heap of that size for each thread. */
    private static final int STEP = 256 * 1024;

    private final FileInfo info;
    private final ReadAhead bytes;

    S3ReadHandle(FileInfo info, ReadAhead bytes) {
        this.info = info;
        this.bytes = bytes;
    }

    @Override
    public FileInfo info() {
        return info;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (position >= info.size()) {
            bytes.requireOpen();
            return -1;
        }
        ByteBuffer found = bytes.at(position, target.remaining());
        int count = Math.min(found.remaining(), target.remaining());
        target.put(found.limit(found.position() + count));
        return count;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        bytes.requireOpen();
        long done = 0;
        while (done < count && position + done < info.size()) {
            long left = Math.min(count - done, info.size() - position - done);
            ByteBuffer found = bytes.at(position + done, (int) Math.min(left, Integer.MAX_VALUE));
            found.limit(found.position() + (int) Math.min(found.remaining(), Math.min(left, STEP)));
            done += target.write(found);
            if (found.hasRemaining()) {
                break;
            }
        }
        return done;
    }

    @Override
    public void close() {
        bytes.close();
    }
}
