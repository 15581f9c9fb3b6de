package io.anyfs.expose.sftp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes connections on to a server, and breaks them after a number of bytes from the client. For one at a time. */
final class CuttingProxy implements Closeable {

    /** How a connection breaks. */
    enum End {
        /** As when a process is killed: FIN. */
        CLOSE,
        /** As when a machine is gone: RST. */
        RESET
    }

    private final InetSocketAddress server;
    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private long passed;
    private long limit = Long.MAX_VALUE;
    private End end = End.CLOSE;

    private CuttingProxy(InetSocketAddress server, ServerSocket listening) {
        this.server = server;
        this.listening = listening;
    }

    static CuttingProxy to(InetSocketAddress server) throws IOException {
        CuttingProxy proxy = new CuttingProxy(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many bytes went from clients to the server so far. */
    synchronized long passed() {
        return passed;
    }

    /** Breaks the connection when so many more bytes have gone to the server. */
    synchronized void cutAfter(long bytes, End how) {
        limit = bytes == Long.MAX_VALUE ? bytes : passed + bytes;
        end = how;
    }

    private synchronized int allowed(int bytes) {
        int allowed = (int) Math.min(bytes, limit - passed);
        passed += allowed;
        return allowed;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket upstream = new Socket(server.getAddress(), server.getPort());
                threads.execute(() -> pump(upstream, client, false));
                threads.execute(() -> pump(client, upstream, true));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean counted) {
        byte[] buffer = new byte[4_096];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int read;
            while ((read = in.read(buffer)) >= 0) {
                int allowed = counted ? allowed(read) : read;
                out.write(buffer, 0, allowed);
                if (allowed < read) {
                    breakOff(from, to);
                    return;
                }
            }
        } catch (IOException broken) {
            // The other direction has ended.
        }
    }

    private synchronized void breakOff(Socket from, Socket to) throws IOException {
        if (end == End.RESET) {
            from.setSoLinger(true, 0);
            to.setSoLinger(true, 0);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
