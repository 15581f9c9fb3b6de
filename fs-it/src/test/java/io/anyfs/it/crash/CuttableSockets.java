package io.anyfs.it.crash;

import io.anyfs.it.wire.PromptSockets;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The sockets of one client, which can all be ended at once, also in the middle of what it sends. */
final class CuttableSockets extends PromptSockets {

    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private long left = Long.MAX_VALUE;
    private Ending ending = Ending.CLOSED;

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new CuttableSocket();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    /** Ends all sockets now. */
    synchronized void cut(Ending how) throws IOException {
        // An ending may have something to say.
        left = Long.MAX_VALUE;
        how.end(List.copyOf(sockets));
    }

    /** Ends all sockets once the client has sent so many bytes more, over whichever. */
    synchronized void cutAfter(long bytes, Ending how) {
        left = bytes;
        ending = how;
    }

    /** Closes what an ending has left open. */
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private synchronized void send(OutputStream out, byte[] bytes, int offset, int length) throws IOException {
        int sent = (int) Math.min(length, left);
        out.write(bytes, offset, sent);
        left -= sent;
        if (sent < length) {
            cut(ending);
            throw new SocketException("cut");
        }
    }

    private final class CuttableSocket extends Socket {

        @Override
        public OutputStream getOutputStream() throws IOException {
            OutputStream out = super.getOutputStream();
            return new FilterOutputStream(out) {
                @Override
                public void write(int value) throws IOException {
                    write(new byte[] {(byte) value}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    send(out, bytes, offset, length);
                }
            };
        }
    }
}
