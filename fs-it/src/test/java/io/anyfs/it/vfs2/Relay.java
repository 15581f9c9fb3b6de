package io.anyfs.it.vfs2;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Stands between clients and a server, and can hold back what the server says, as one that hangs would. */
final class Relay implements Closeable {

    private final ServerSocket listening;
    private final int server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong asked = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean holding;

    private Relay(int server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    static Relay to(int port) throws IOException {
        return new Relay(port);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many octets clients have said. */
    long asked() {
        return asked.get();
    }

    void hold(boolean hold) {
        lock.lock();
        try {
            holding = hold;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException ended) {
                        // The line is closed.
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
            sockets.add(client);
            sockets.add(behind);
            start(() -> pass(client, behind, true));
            start(() -> pass(behind, client, false));
        }
    }

    private void pass(Socket from, Socket to, boolean asks) throws IOException, InterruptedException {
        try (from;
                to) {
            byte[] bytes = new byte[8192];
            for (int read = from.getInputStream().read(bytes);
                    read >= 0;
                    read = from.getInputStream().read(bytes)) {
                if (asks) {
                    asked.addAndGet(read);
                } else {
                    awaitLeave();
                }
                to.getOutputStream().write(bytes, 0, read);
            }
        }
    }

    private void awaitLeave() throws InterruptedException {
        lock.lock();
        try {
            while (holding) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        hold(false);
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
