package io.anyfs.overlay.limit;

import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.ForwardingReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CountDownLatch;

/** An open file that is read in pieces, each as soon as the rate allows it. */
final class ThrottleReadHandle extends ForwardingReadHandle {

    private static final String WHAT = "for the rate of reads";

    private final Rate rate;
    private final CountDownLatch closed = new CountDownLatch(1);

    ThrottleReadHandle(BackendReadHandle file, Rate rate) {
        super(file);
        this.rate = rate;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int wanted = wanted(position, target.remaining());
        if (wanted == 0) {
            return super.read(target, position);
        }
        int limit = target.limit();
        int read = 0;
        rate.take(wanted, closed, WHAT);
        try {
            target.limit(target.position() + wanted);
            read = super.read(target, position);
            return read;
        } finally {
            target.limit(limit);
            rate.giveBack(wanted - Math.max(0, read));
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        long sent = 0;
        while (sent < count) {
            int wanted = wanted(position + sent, count - sent);
            if (wanted == 0) {
                return sent;
            }
            long now = 0;
            rate.take(wanted, closed, WHAT);
            try {
                now = super.transferTo(position + sent, wanted, target);
            } finally {
                rate.giveBack(wanted - now);
            }
            sent += now;
            if (now < wanted) {
                return sent;
            }
        }
        return sent;
    }

    /** As much as there is; the end of a file is read without waiting. */
    private int wanted(long position, long count) {
        long left = Math.max(0, info().size() - position);
        return (int) Math.min(rate.piece(), Math.min(left, count));
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        super.close();
    }
}
