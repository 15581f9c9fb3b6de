package io.anyfs.expose.ftp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ports that clients connect their data connections to.
 *
 * @param first the lowest, or 0 with {@code last} 0 for any that is free
 * @param last the highest
 */
record PassivePorts(int first, int last, AtomicInteger next) {

    static final PassivePorts ANY = new PassivePorts(0, 0, new AtomicInteger());

    static PassivePorts range(int first, int last) {
        if (first < 1 || last > 65_535 || last < first) {
            throw new IllegalArgumentException(
                    "passive ports must be 1 to 65535, the lower first: " + first + "-" + last);
        }
        return new PassivePorts(first, last, new AtomicInteger());
    }

    /**
     * Listens on one that is free. The ports are taken in turn, so that a client's late connection does not meet another
     * client's listener.
     *
     * @throws BindException if all are in use
     */
    ServerSocketChannel listen(InetAddress address) throws IOException {
        int count = last - first + 1;
        for (int i = 0; i < count; i++) {
            int port = first + Math.floorMod(next.getAndIncrement(), count);
            ServerSocketChannel listener = ServerSocketChannel.open();
            boolean bound = false;
            try {
                listener.bind(new InetSocketAddress(address, port), 4);
                bound = true;
                return listener;
            } catch (BindException inUse) {
                if (i == count - 1) {
                    throw inUse;
                }
            } finally {
                if (!bound) {
                    listener.close();
                }
            }
        }
        throw new BindException("no passive ports");
    }
}
