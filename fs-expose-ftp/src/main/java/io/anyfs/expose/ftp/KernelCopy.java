package io.anyfs.expose.ftp;

import io.anyfs.expose.Download;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Sends a file by the kernel to a client that takes it fast, on a thread that waits for the client itself. */
final class KernelCopy {

    private static final long CHUNK = 8 << 20;

    /** A client that takes nothing for so long is not fast. */
    private static final long PATIENCE_MILLIS = 50;

    private KernelCopy() {}

    /**
     * Sends bytes, no more than a limit, for one {@linkplain SystemThreads#TURN_NANOS turn} at most, as long as the client takes them
     * at once. The channel is in blocking mode before and afterwards.
     *
     * @return how many were sent; 0 if these have to be read, or the client takes none
     */
    static long send(Download download, long position, long limit, SocketChannel channel) throws IOException {
        long begun = System.nanoTime();
        long sent = 0;
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            SelectionKey key = null;
            boolean waited = false;
            while (sent < limit && System.nanoTime() - begun < SystemThreads.TURN_NANOS) {
                long chunk = Math.min(CHUNK, limit - sent);
                long now = download.transferTo(position + sent, chunk, channel);
                sent += now;
                if (now == 0 && waited) {
                    // The client would take some, but these bytes have to be read.
                    break;
                }
                waited = now < chunk;
                if (waited && sent < limit) {
                    key = key == null ? channel.register(selector, SelectionKey.OP_WRITE) : key;
                    if (selector.select(PATIENCE_MILLIS) == 0) {
                        break;
                    }
                    selector.selectedKeys().clear();
                }
            }
        }
        channel.configureBlocking(true);
        return sent;
    }
}
