package io.anyfs.it.vfs2;

import io.anyfs.tck.subject.Eventually;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server that is a program of its own, on a port of this machine that was free. */
public final class ServerProcess implements Closeable {

    private static final int TRIES = 5;

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Says how to start the server on a port; what it needs in files is written then. */
    @FunctionalInterface
    interface Starting {
        List<String> command(int port) throws IOException;
    }

    /** Starts it. Whoever takes its port first makes it end at once, and it is started on another. */
    static ServerProcess start(Path log, Starting starting) throws IOException {
        for (int tries = 1; ; tries++) {
            int port = freePort();
            Process process = new ProcessBuilder(starting.command(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            ServerProcess server = new ServerProcess(process, port);
            Eventually.holds(() -> server.answers() || !process.isAlive(), () -> "it does not answer: " + tell(log));
            if (process.isAlive()) {
                return server;
            }
            if (tries == TRIES) {
                throw new IOException("it ends at once: " + tell(log));
            }
        }
    }

    int port() {
        return port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String tell(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        boolean interrupted = false;
        try {
            process.waitFor();
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
