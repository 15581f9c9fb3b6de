package io.anyfs.bench.s3;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A server that speaks as much S3 as clients of files need, and costs as little as a server can: everything is in its heap, and
 * it checks neither signatures nor checksums. For measurements only, in which a heavy server would hide what the clients cost.
 *
 * <pre>{@code
 * java -Xmx8g -cp 'fs-bench/target/bench/lib/*' io.anyfs.bench.s3.LeanServer
 * }</pre>
 */
public final class LeanServer {

    private static final int BUFFER = 16 * 1024;

    private LeanServer() {}

    /**
     * Listens at a free port of 127.0.0.1, prints its address, and runs until the process is ended. Takes the milliseconds to
     * wait before each answer, as a store does that is not on this machine.
     */
    public static void main(String[] arguments) throws IOException {
        LeanStore store = new LeanStore();
        int latency = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
        try (ServerSocket server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress())) {
            System.out.println("http://127.0.0.1:" + server.getLocalPort());
            while (true) {
                Socket client = server.accept();
                Thread thread = new Thread(() -> serve(client, store, latency), "connection");
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private static void serve(Socket client, LeanStore store, int latency) {
        try (client) {
            client.setTcpNoDelay(true);
            BufferedInputStream in = new BufferedInputStream(client.getInputStream(), BUFFER);
            OutputStream out = new BufferedOutputStream(client.getOutputStream(), BUFFER);
            LeanRequest request = LeanRequest.read(in, out);
            while (request != null) {
                LeanAnswer answer = store.answer(request);
                request.body().skipRest();
                Thread.sleep(latency);
                answer.send(out, request.method().equals("HEAD"));
                request = LeanRequest.read(in, out);
            }
        } catch (IOException | UncheckedIOException | InterruptedException gone) {
            // A client may leave at any time; whether that was right shows at the client.
        }
    }
}
