package io.anyfs.vfs2.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/** The sockets of a client of FTP, for commands and for data, so that they can be closed while it waits for one of them. */
final class FtpSockets {

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /** Closes all, and lets no other be opened. Does not wait. */
    void end() {
        ended = true;
        for (Socket socket : open) {
            abort(socket);
        }
        open.clear();
    }

    boolean isEnded() {
        return ended;
    }

    /** With a reset, so that nobody takes what came for all; and TLS would wait for its turn to say goodbye. */
    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // It is closed in any case.
        }
        try {
            socket.close();
        } catch (IOException gone) {
            // It is gone, which is what was wanted.
        }
    }

    private Socket counted(Socket socket) throws IOException {
        open.removeIf(Socket::isClosed);
        open.add(socket);
        if (ended) {
            abort(socket);
            throw new IOException("connection closed");
        }
        return socket;
    }

    /** Makes sockets as another factory does, which count. */
    SocketFactory counting(SocketFactory factory) {
        return new SocketFactory() {
            @Override
            public Socket createSocket() throws IOException {
                return counted(factory.createSocket());
            }

            @Override
            public Socket createSocket(String host, int port) throws IOException {
                return counted(factory.createSocket(host, port));
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
                return counted(factory.createSocket(host, port, from, fromPort));
            }

            @Override
            public Socket createSocket(InetAddress host, int port) throws IOException {
                return counted(factory.createSocket(host, port));
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
                return counted(factory.createSocket(host, port, from, fromPort));
            }
        };
    }
}
