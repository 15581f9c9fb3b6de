package io.anyfs.bench.serve;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/**
 * A server of the files, in a process of its own.
 *
 * @param name as it is called in results
 * @param base where the files are, as its clients see it: empty, or with a slash at its end
 */
record Server(String name, Scheme scheme, Process process, int port, String user, String password, String base)
        implements Closeable {

    private static final int START_SECONDS = 60;

    static Server start(String name, Scheme scheme, ProcessBuilder builder, int port, Login login, String base)
            throws IOException, InterruptedException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean started = false;
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
            while (!listens(port)) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new IOException(builder.command() + " does not listen");
                }
            }
            started = true;
            return new Server(name, scheme, process, port, login.user(), login.password(), base);
        } finally {
            if (!started) {
                process.destroy();
            }
        }
    }

    /** How to log in. */
    record Login(String user, String password) {}

    ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
