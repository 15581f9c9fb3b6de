package io.anyfs.expose.sftp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.RemoteWindow;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;

/**
 * Sends bytes to the client as the data of its channel, in pieces that its window and packet size allow. Blocks while the
 * client takes nothing, so that a client that asks for much and reads little costs a bounded amount of memory. For one
 * thread at a time, except {@link #giveUp()}.
 */
final class ReplySender {

    /** Beyond this a piece brings no speed, and a client may claim to take pieces of any size. */
    private static final int MAX_PIECE = 128 * 1024;

    /** Bytes that are encrypted and not yet in the kernel, at most. A client's window can be gigabytes. */
    private static final int MAX_IN_FLIGHT = 256 * 1024;

    private static final int CHANNEL_DATA_HEADER = 9;

    private final ChannelSession channel;
    private final Activity activity;
    private final Duration patience;
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);

    /**
     * A sender for a channel.
     *
     * @param patience how long to wait for a client that takes nothing
     */
    ReplySender(ChannelSession channel, Activity activity, Duration patience) {
        this.channel = channel;
        this.activity = activity;
        this.patience = patience;
    }

    void send(byte[] bytes, int offset, int length) throws SendFailedException {
        RemoteWindow window = channel.getRemoteWindow();
        int next = offset;
        int left = length;
        activity.waitsForClient();
        try {
            while (left > 0) {
                long space = window.waitForSpace(patience);
                int piece = (int) Math.min(Math.min(left, MAX_PIECE), Math.min(space, window.getPacketSize()));
                inFlight.acquire(piece);
                window.waitAndConsume(piece, patience);
                hand(bytes, next, piece);
                next += piece;
                left -= piece;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SendFailedException(new InterruptedIOException("interrupted while sending"));
        } catch (IOException failure) {
            throw new SendFailedException(failure);
        } finally {
            activity.waitsNoMore();
        }
    }

    /** Whether so many bytes can be sent now without waiting for the client. */
    boolean hasRoom(int bytes) {
        return inFlight.availablePermits() >= bytes && channel.getRemoteWindow().getSize() >= bytes;
    }

    /** Wakes a sender that waits; the channel is gone. */
    void giveUp() {
        inFlight.release(MAX_IN_FLIGHT);
    }

    private void hand(byte[] bytes, int offset, int length) throws IOException, InterruptedException {
        if (!TransportThreads.isOne() && channel.getSession().getIoSession() instanceof PollingConnection connection) {
            connection.sendAndWrite(() -> write(bytes, offset, length));
        } else {
            write(bytes, offset, length);
        }
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        Session session = channel.getSession();
        Buffer packet = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_DATA, length + CHANNEL_DATA_HEADER);
        packet.putUInt(channel.getRecipient());
        packet.putUInt(length);
        packet.putRawBytes(bytes, offset, length);
        activity.sends();
        boolean handed = false;
        try {
            channel.writePacket(packet).addListener(written -> {
                inFlight.release(length);
                activity.sent();
            });
            handed = true;
        } finally {
            if (!handed) {
                activity.sent();
            }
        }
    }
}
