package io.anyfs.it.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The ways in which the connections of a client end when nothing was said. The first one is the oldest. One that has ended
 * before is left alone.
 */
enum Ending {

    /** As the kernel ends those of a killed process: the youngest first, each as if all were well. */
    CLOSED {
        @Override
        void end(List<Socket> sockets) throws IOException {
            for (Socket socket : youngestFirst(sockets)) {
                socket.close();
            }
        }
    },

    CLOSED_OLDEST_FIRST {
        @Override
        void end(List<Socket> sockets) throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    },

    /** As a network that cuts off, or a machine that restarts. */
    RESET {
        @Override
        void end(List<Socket> sockets) throws IOException {
            for (Socket socket : youngestFirst(sockets)) {
                reset(socket);
            }
        }
    },

    /** What the client still reads is of no interest. */
    HALF_CLOSED {
        @Override
        void end(List<Socket> sockets) throws IOException {
            for (Socket socket : youngestFirst(sockets)) {
                if (!socket.isClosed() && !socket.isOutputShutdown()) {
                    socket.shutdownOutput();
                }
            }
        }
    },

    /** Of FTP, the data connection. */
    YOUNGEST_RESET {
        @Override
        void end(List<Socket> sockets) throws IOException {
            reset(sockets.get(sockets.size() - 1));
        }

        @Override
        boolean leavesSession() {
            return true;
        }
    },

    /** Of FTP, a client that gives up in words and leaves the data connection open. */
    ABORTED {
        @Override
        void end(List<Socket> sockets) throws IOException {
            OutputStream control = sockets.get(0).getOutputStream();
            control.write("ABOR\r\n".getBytes(StandardCharsets.US_ASCII));
            control.flush();
        }

        @Override
        boolean leavesSession() {
            return true;
        }
    },

    /** Of FTP, the control connection; the data connection stays open and is silent. */
    OLDEST_CLOSED {
        @Override
        void end(List<Socket> sockets) throws IOException {
            sockets.get(0).close();
        }
    },

    /** Of FTP, the control connection; the data connection stays open and is silent. */
    OLDEST_RESET {
        @Override
        void end(List<Socket> sockets) throws IOException {
            reset(sockets.get(0));
        }
    };

    abstract void end(List<Socket> sockets) throws IOException;

    /** Whether this ends the transfer only, and the client stays. */
    boolean leavesSession() {
        return false;
    }

    private static List<Socket> youngestFirst(List<Socket> sockets) {
        List<Socket> reversed = new ArrayList<>(sockets);
        Collections.reverse(reversed);
        return reversed;
    }

    private static void reset(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
