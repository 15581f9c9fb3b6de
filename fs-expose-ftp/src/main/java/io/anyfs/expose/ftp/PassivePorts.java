package io.anyfs.expose.ftp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ports that clients connect their data connections to.
 *
 * @param first the lowest, or 0 with {@code last} 0 for any that is free
 * @param last the highest
 */
record PassivePorts(int first, int last, AtomicInteger next) {

    static final PassivePorts ANY = new PassivePorts(0, 0, new AtomicInteger());

    /** Ports that belong to nobody (RFC 6335 section 6). */
    private static final int FIRST_DYNAMIC = 49_152;

    private static final int LAST = 65_535;
    private static final int RANDOM_TRIES = 16;
    private static final int WAITING_CONNECTIONS = 4;

    static PassivePorts range(int first, int last) {
        if (first < 1 || last > LAST || last < first) {
            throw new IllegalArgumentException(
                    "passive ports must be 1 to 65535, the lower first: " + first + "-" + last);
        }
        return new PassivePorts(first, last, new AtomicInteger());
    }

    /**
     * Listens on one that is free. The ports of a range are taken in turn, so that a client's late connection does not meet another
     * client's listener.
     *
     * @throws BindException if all are in use
     */
    ServerSocketChannel listen(InetAddress address) throws IOException {
        if (first == 0) {
            return listenAnywhere(address);
        }
        int count = last - first + 1;
        for (int i = 1; i < count; i++) {
            try {
                return listen(address, first + Math.floorMod(next.getAndIncrement(), count));
            } catch (BindException inUse) {
                // The next one may be free.
            }
        }
        return listen(address, first + Math.floorMod(next.getAndIncrement(), count));
    }

    /**
     * Asked for any port, the kernel passes by all that were used within the last minute. After some thousand transfers it
     * looks for one longer than small files take.
     */
    private static ServerSocketChannel listenAnywhere(InetAddress address) throws IOException {
        for (int i = 0; i < RANDOM_TRIES; i++) {
            try {
                return listen(address, ThreadLocalRandom.current().nextInt(FIRST_DYNAMIC, LAST + 1));
            } catch (BindException inUse) {
                // Another one may be free.
            }
        }
        return listen(address, 0);
    }

    private static ServerSocketChannel listen(InetAddress address, int port) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        boolean bound = false;
        try {
            listener.bind(new InetSocketAddress(address, port), WAITING_CONNECTIONS);
            bound = true;
            return listener;
        } finally {
            if (!bound) {
                listener.close();
            }
        }
    }
}
