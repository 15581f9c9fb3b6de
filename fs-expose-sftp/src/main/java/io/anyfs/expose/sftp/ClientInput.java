package io.anyfs.expose.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.sshd.server.channel.ChannelSession;

/**
 * What a client sends to a command, as a stream. What was received and not yet read is not granted to the client again, so
 * that the channel's window bounds the memory. One thread reads, the transport's threads fill.
 */
final class ClientInput extends InputStream {

    private final ChannelSession channel;
    private final Activity activity;
    private final Object lock = new Object();
    private final Queue<byte[]> received = new ArrayDeque<>();
    private int taken;
    private boolean ended;
    private boolean gone;

    ClientInput(ChannelSession channel, Activity activity) {
        this.channel = channel;
        this.activity = activity;
    }

    /** On a transport thread. */
    void append(byte[] bytes, int offset, int length) {
        byte[] copy = new byte[length];
        System.arraycopy(bytes, offset, copy, 0, length);
        synchronized (lock) {
            if (!gone && length > 0) {
                received.add(copy);
                lock.notifyAll();
            }
        }
    }

    /** The client sends no more. */
    void end() {
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
        }
    }

    /** The channel is gone: reading fails from now on. */
    void giveUp() {
        synchronized (lock) {
            gone = true;
            received.clear();
            lock.notifyAll();
        }
    }

    boolean isGone() {
        synchronized (lock) {
            return gone;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * Reads what is there; waits if nothing is.
     *
     * @throws ClosedChannelException if the client is gone without having said that it sends no more
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int read;
        synchronized (lock) {
            awaitBytes();
            byte[] first = received.peek();
            if (first == null) {
                return -1;
            }
            read = Math.min(length, first.length - taken);
            System.arraycopy(first, taken, target, offset, read);
            taken += read;
            if (taken == first.length) {
                received.remove();
                taken = 0;
            }
        }
        channel.getLocalWindow().release(read);
        return read;
    }

    private void awaitBytes() throws IOException {
        if (!received.isEmpty() || ended) {
            requireThere();
            return;
        }
        activity.waitsForClient();
        try {
            while (received.isEmpty() && !ended && !gone) {
                lock.wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the client");
        } finally {
            activity.waitsNoMore();
        }
        requireThere();
    }

    private void requireThere() throws ClosedChannelException {
        if (gone) {
            throw new ClosedChannelException();
        }
    }
}
