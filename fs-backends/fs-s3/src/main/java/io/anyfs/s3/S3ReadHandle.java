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
        return bytes.read(position, target.remaining(), found -> {
            int count = found.remaining();
            target.put(found);
            return count;
        });
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        bytes.requireOpen();
        Delivery delivery = new Delivery(target);
        long done = 0;
        while (!delivery.isFull && done < count && position + done < info.size()) {
            long left = Math.min(count - done, info.size() - position - done);
            done += bytes.read(position + done, (int) Math.min(left, Integer.MAX_VALUE), delivery);
        }
        return done;
    }

    /** Gives what it gets to a channel, until that takes no more. */
    private static final class Delivery implements ReadAhead.Taking {
        private final WritableByteChannel target;
        private boolean isFull;

        Delivery(WritableByteChannel target) {
            this.target = target;
        }

        @Override
        public int take(ByteBuffer bytes) throws IOException {
            bytes.limit(bytes.position() + Math.min(bytes.remaining(), STEP));
            int written = target.write(bytes);
            isFull = bytes.hasRemaining();
            return written;
        }
    }

    @Override
    public void close() {
        bytes.close();
    }
}
