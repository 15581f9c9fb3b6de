package io.anyfs.overlay.retry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Counts what a channel took, so that a transfer that failed can go on where it stopped. */
final class CountingChannel implements WritableByteChannel {

    private final WritableByteChannel target;
    private long count;

    CountingChannel(WritableByteChannel target) {
        this.target = target;
    }

    long count() {
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int before = source.position();
        try {
            return target.write(source);
        } finally {
            count += source.position() - before;
        }
    }

    @Override
    public boolean isOpen() {
        return target.isOpen();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
