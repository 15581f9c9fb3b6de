package io.anyfs.expose.sftp;

import org.jspecify.annotations.Nullable;

/**
 * Gathers short replies and sends them together. To the protocol they are one stream of bytes, and each packet of the transport has
 * its own encryption, check and system call, which cost more than a reply. For one thread at a time.
 */
final class ReplyBatch {

    /** What is longer goes out by itself. */
    private static final int SHORT = 4 * 1024;

    /** An array of {@link PacketArrays}; a window of every client has room for it. */
    private static final int MOST = 32 * 1024;

    private final ReplySender sender;
    private byte @Nullable [] gathered;
    private int length;

    ReplyBatch(ReplySender sender) {
        this.sender = sender;
    }

    /** Sends a reply now or with the next {@link #flush()}, in the order of the calls. */
    void add(byte[] bytes, int offset, int count) throws SendFailedException {
        if (count > SHORT) {
            flush();
            sender.send(bytes, offset, count);
            return;
        }
        if (count > MOST - length) {
            flush();
        }
        byte[] target = gathered;
        if (target == null) {
            target = PacketArrays.take(MOST);
            gathered = target;
        }
        System.arraycopy(bytes, offset, target, length, count);
        length += count;
    }

    /** Sends what was gathered. */
    void flush() throws SendFailedException {
        byte[] sent = gathered;
        if (sent == null) {
            return;
        }
        int count = length;
        gathered = null;
        length = 0;
        sender.send(sent, 0, count);
        PacketArrays.giveBack(sent);
    }
}
